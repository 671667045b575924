/** Time that only goes forward, for whatever is measured within one process. */
@NullMarked
package imece.clock;

import org.jspecify.annotations.NullMarked;
