/**
 * The one judge of picture files, for gateways and workers: whether a file is a whole picture, of which format, how large, how it
 * is to be turned, and where it ends. It walks a file's frame and unpacks no pixel, so that a bomb stays a small file. No
 * framework, no codec.
 */
@NullMarked
package imece.picture;

import org.jspecify.annotations.NullMarked;
