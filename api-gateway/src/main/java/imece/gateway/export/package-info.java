/** Takes everything of one owner away, as one file. */
@NullMarked
package imece.gateway.export;

import org.jspecify.annotations.NullMarked;
