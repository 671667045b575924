/** For the test of declared arrows. */
@NullMarked
package imece.rooms.madeup.attic;

import org.jspecify.annotations.NullMarked;
