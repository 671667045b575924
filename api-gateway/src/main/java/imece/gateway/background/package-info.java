/** What a gateway does by itself: tasks that are done now and then, and loops that go on until they are stopped. */
@NullMarked
package imece.gateway.background;

import org.jspecify.annotations.NullMarked;
