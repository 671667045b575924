/** The line in numbers, for everybody. */
@NullMarked
package imece.gateway.queue;

import org.jspecify.annotations.NullMarked;
