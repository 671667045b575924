@NullMarked
package imece.local.farm;

import org.jspecify.annotations.NullMarked;
