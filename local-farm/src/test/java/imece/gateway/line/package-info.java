/** Tests of the line's own parts that need a real database. */
@NullMarked
package imece.gateway.line;

import org.jspecify.annotations.NullMarked;
