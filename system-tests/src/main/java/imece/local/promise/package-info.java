/** Holds {@code docs/tests.md} against the promises of the other pages and the sources of the tests. */
@NullMarked
package imece.local.promise;

import org.jspecify.annotations.NullMarked;
