/** Which GPUs there are, and the lock that lets one job at a time use each of them, across processes. */
@NullMarked
package imece.worker.gpu;

import org.jspecify.annotations.NullMarked;
