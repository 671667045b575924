/** The one client of the API that programs and tests of this repository use: requests of a visitor, and their feed. */
@NullMarked
package imece.client;

import org.jspecify.annotations.NullMarked;
