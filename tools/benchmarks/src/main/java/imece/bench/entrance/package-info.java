/** Which lines a prompt runs, and in which files they stand. */
@NullMarked
package imece.bench.entrance;

import org.jspecify.annotations.NullMarked;
