/** Who goes next and to which lane of the broker; publishing; whether a lane stands still. */
@NullMarked
package imece.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
