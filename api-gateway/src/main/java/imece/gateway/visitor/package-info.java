/** Who is asking: visitors without accounts, known by a signed cookie. */
@NullMarked
package imece.gateway.visitor;

import org.jspecify.annotations.NullMarked;
