/** What no event heals: messages that were lost, workers that fell silent, runs that no longer count. */
@NullMarked
package imece.gateway.recovery;

import org.jspecify.annotations.NullMarked;
