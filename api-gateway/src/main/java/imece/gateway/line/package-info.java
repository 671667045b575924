/** The line: who is next, at which place everybody stands, and how long it may take. */
@NullMarked
package imece.gateway.line;

import org.jspecify.annotations.NullMarked;
