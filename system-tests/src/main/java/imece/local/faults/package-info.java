/** What fails, and what then happens: the rows of the design's table, with real processes and real signals. */
@NullMarked
package imece.local.faults;

import org.jspecify.annotations.NullMarked;
