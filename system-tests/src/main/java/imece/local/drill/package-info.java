@NullMarked
package imece.local.drill;

import org.jspecify.annotations.NullMarked;
