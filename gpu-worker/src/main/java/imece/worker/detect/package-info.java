/** Which kinds of engines there are, and which one answers at an address. */
@NullMarked
package imece.worker.detect;

import org.jspecify.annotations.NullMarked;
