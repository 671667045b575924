/** The measured farm and what looks at it from outside. */
@NullMarked
package imece.bench.farm;

import org.jspecify.annotations.NullMarked;
