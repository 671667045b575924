/** Every refusal, told as a problem detail (RFC 9457). */
@NullMarked
package imece.gateway.problem;

import org.jspecify.annotations.NullMarked;
