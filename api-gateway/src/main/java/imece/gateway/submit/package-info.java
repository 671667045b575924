/** Takes prompts: one transaction from request to jobs in the line, answered once per key. */
@NullMarked
package imece.gateway.submit;

import org.jspecify.annotations.NullMarked;
