@NullMarked
package imece.local.drill.check;

import org.jspecify.annotations.NullMarked;
