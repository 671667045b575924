/** Who asks: the visitor's signed cookie, foreign origins, and the secrets that signatures are made with. */
@NullMarked
package imece.gateway.identity;

import org.jspecify.annotations.NullMarked;
