/**
 * Strangers' pictures become plain ones: decoded in a short-lived process of its own, which may run out of memory, crash or be
 * killed without harm to the gateway.
 */
@NullMarked
package imece.gateway.picture.decode;

import org.jspecify.annotations.NullMarked;
