/** The store of pictures: files, their proof, and which of them are removed. */
@NullMarked
package imece.gateway.picture;

import org.jspecify.annotations.NullMarked;
