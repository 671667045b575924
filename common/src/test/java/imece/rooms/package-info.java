/** Which packages of a module may know each other, for the architecture tests of all modules. */
@NullMarked
package imece.rooms;

import org.jspecify.annotations.NullMarked;
