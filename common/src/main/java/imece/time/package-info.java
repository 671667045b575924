/** How long to wait. */
@NullMarked
package imece.time;

import org.jspecify.annotations.NullMarked;
