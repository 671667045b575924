/** {@code ./imece drill}: a seeded storm of faults on a farm of its own, and the proof that it kept its promises. */
@NullMarked
package imece.local.drill;

import org.jspecify.annotations.NullMarked;
