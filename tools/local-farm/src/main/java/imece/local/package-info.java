/** The command line of Imece: one class per command. */
@NullMarked
package imece.local;

import org.jspecify.annotations.NullMarked;
