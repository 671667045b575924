/** Whose turn it is, on a real farm: how often slots load, how long a stranger waits, how true expected times are. */
@NullMarked
package imece.bench.turns;

import org.jspecify.annotations.NullMarked;
