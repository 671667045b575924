/** What was changed about others and about who may come in: written down with the change, and read by operators. */
@NullMarked
package imece.gateway.audit;

import org.jspecify.annotations.NullMarked;
