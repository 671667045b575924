/** Faults: which, when, and how they are made. */
@NullMarked
package imece.local.drill.storm;

import org.jspecify.annotations.NullMarked;
