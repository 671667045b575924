/** Pictures: signed uploads from workers, the store on disk, and what browsers fetch from it. */
@NullMarked
package imece.gateway.picture;

import org.jspecify.annotations.NullMarked;
