/** Picture files as strangers send them, for the tests of every module. */
@NullMarked
package imece.picture.samples;

import org.jspecify.annotations.NullMarked;
