/** What happened in a drill, entry by entry, as lines of JSON. */
@NullMarked
package imece.local.drill.history;

import org.jspecify.annotations.NullMarked;
