@NullMarked
package imece.local.drill.storm;

import org.jspecify.annotations.NullMarked;
