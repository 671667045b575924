/**
 * The store of pictures: those that workers made and those that visitors begin from, how they come in, their files and
 * proof, and which of them are removed.
 */
@NullMarked
package imece.gateway.picture;

import org.jspecify.annotations.NullMarked;
