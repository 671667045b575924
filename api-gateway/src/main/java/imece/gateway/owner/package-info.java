/** Whom things belong to: their rows, their limits, and what they have used up. */
@NullMarked
package imece.gateway.owner;

import org.jspecify.annotations.NullMarked;
