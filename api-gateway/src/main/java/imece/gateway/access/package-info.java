/** The security chain: who asks, by cookie, key, session or token, and whether they may. */
@NullMarked
package imece.gateway.access;

import org.jspecify.annotations.NullMarked;
