/** The link to the broker: connections, declarations, publishing that is confirmed, consuming one job at a time. */
@NullMarked
package imece.worker.link;

import org.jspecify.annotations.NullMarked;
