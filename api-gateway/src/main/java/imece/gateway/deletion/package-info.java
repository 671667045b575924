/** What somebody wants gone: hidden at once, to be had back for a minute, then purged. */
@NullMarked
package imece.gateway.deletion;

import org.jspecify.annotations.NullMarked;
