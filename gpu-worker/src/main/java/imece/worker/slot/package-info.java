/** The slots of this process, what they are up to, and the heartbeat that says so. */
@NullMarked
package imece.worker.slot;

import org.jspecify.annotations.NullMarked;
