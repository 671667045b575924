@NullMarked
package imece.local.os;

import org.jspecify.annotations.NullMarked;
