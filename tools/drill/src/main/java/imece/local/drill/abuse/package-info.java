/** What strangers do to the farm of a drill: clients that nobody invited, and somebody who has a worker's place at the broker. */
@NullMarked
package imece.local.drill.abuse;

import org.jspecify.annotations.NullMarked;
