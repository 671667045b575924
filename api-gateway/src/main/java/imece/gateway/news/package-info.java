/** News of what was committed, told inside this gateway. */
@NullMarked
package imece.gateway.news;

import org.jspecify.annotations.NullMarked;
