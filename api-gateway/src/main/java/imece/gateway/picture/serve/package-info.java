/** Pictures that go out, whole or as thumbnails. */
@NullMarked
package imece.gateway.picture.serve;

import org.jspecify.annotations.NullMarked;
