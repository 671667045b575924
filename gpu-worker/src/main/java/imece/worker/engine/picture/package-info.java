/** What an engine hands over as a picture, looked at before anybody believes it. */
@NullMarked
package imece.worker.engine.picture;

import org.jspecify.annotations.NullMarked;
