/** The network between processes, as something that can be broken on purpose. */
@NullMarked
package imece.local.net;

import org.jspecify.annotations.NullMarked;
