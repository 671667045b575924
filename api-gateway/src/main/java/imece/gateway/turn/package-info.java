/** Whose turn it is: the scheduling policy as values and pure functions. It knows no row, no message, no clock of the day. */
@NullMarked
package imece.gateway.turn;

import org.jspecify.annotations.NullMarked;
