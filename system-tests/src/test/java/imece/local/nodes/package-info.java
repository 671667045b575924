@NullMarked
package imece.local.nodes;

import org.jspecify.annotations.NullMarked;
