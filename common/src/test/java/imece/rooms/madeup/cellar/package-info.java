/** For the test of declared arrows. */
@NullMarked
package imece.rooms.madeup.cellar;

import org.jspecify.annotations.NullMarked;
