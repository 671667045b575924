@NullMarked
package imece.local.net;

import org.jspecify.annotations.NullMarked;
