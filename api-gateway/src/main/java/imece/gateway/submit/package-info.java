/** Every call that makes jobs: prompt, retry, answers that are kept for a repeated call, joining the line. */
@NullMarked
package imece.gateway.submit;

import org.jspecify.annotations.NullMarked;
