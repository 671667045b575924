/** Folds what workers report into rows. */
@NullMarked
package imece.gateway.store;

import org.jspecify.annotations.NullMarked;
