/** Pictures that come in: those that workers made, and those that visitors begin from. */
@NullMarked
package imece.gateway.picture.upload;

import org.jspecify.annotations.NullMarked;
