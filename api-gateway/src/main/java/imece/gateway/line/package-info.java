/** The line: at which position everybody waits, how long that may take, and the line in numbers. */
@NullMarked
package imece.gateway.line;

import org.jspecify.annotations.NullMarked;
