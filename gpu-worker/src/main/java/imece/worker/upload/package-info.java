/** Putting a finished picture where the job's signed addresses say. */
@NullMarked
package imece.worker.upload;

import org.jspecify.annotations.NullMarked;
