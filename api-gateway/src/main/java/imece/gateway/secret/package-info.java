/** Secrets in files, made once, and what is signed with them. */
@NullMarked
package imece.gateway.secret;

import org.jspecify.annotations.NullMarked;
