/** The operator's token and who holds it. */
@NullMarked
package imece.gateway.operator;

import org.jspecify.annotations.NullMarked;
