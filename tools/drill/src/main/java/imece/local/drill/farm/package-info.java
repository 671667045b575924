/** The farm of a drill: real processes behind cables, with their points armed from outside. */
@NullMarked
package imece.local.drill.farm;

import org.jspecify.annotations.NullMarked;
