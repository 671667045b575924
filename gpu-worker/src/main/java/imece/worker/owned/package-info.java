/** Engines whose processes belong to this worker: started, watched over, started again, and never left behind. */
@NullMarked
package imece.worker.owned;

import org.jspecify.annotations.NullMarked;
