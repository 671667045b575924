/** PNG files: writing pixels, reading the header, and the text that tells how a picture was made. */
@NullMarked
package imece.worker.png;

import org.jspecify.annotations.NullMarked;
