/** Which workers live, what their engines offer, and what operators tell them. */
@NullMarked
package imece.gateway.workers;

import org.jspecify.annotations.NullMarked;
