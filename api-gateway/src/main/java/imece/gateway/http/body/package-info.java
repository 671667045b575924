/** How the bodies of requests come in: on whose thread, how fast at least, and what becomes of those that nobody reads. */
@NullMarked
package imece.gateway.http.body;

import org.jspecify.annotations.NullMarked;
