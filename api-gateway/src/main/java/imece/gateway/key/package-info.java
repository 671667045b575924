/** Keys of programs: made, shown once, checked, revoked. */
@NullMarked
package imece.gateway.key;

import org.jspecify.annotations.NullMarked;
