/** What a history must not show; pure functions over its entries. */
@NullMarked
package imece.local.drill.check;

import org.jspecify.annotations.NullMarked;
