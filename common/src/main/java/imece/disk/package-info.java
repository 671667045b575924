/** Files that are still there after the power was cut. */
@NullMarked
package imece.disk;

import org.jspecify.annotations.NullMarked;
