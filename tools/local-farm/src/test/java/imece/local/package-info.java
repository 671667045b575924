@NullMarked
package imece.local;

import org.jspecify.annotations.NullMarked;
