/** What the tests of every module share: in which of the two runs a test has its place, and from which seed chance is drawn. */
@NullMarked
package imece.tier;

import org.jspecify.annotations.NullMarked;
