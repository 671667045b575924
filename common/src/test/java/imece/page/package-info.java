/** Parts of the pages in {@code docs} that are generated from the code. */
@NullMarked
package imece.page;

import org.jspecify.annotations.NullMarked;
