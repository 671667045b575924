/** An engine for measurements: it makes no picture, it hands one out. */
@NullMarked
package imece.worker.instant;

import org.jspecify.annotations.NullMarked;
