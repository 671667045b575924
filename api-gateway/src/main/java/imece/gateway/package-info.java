/** The gateway: takes prompts, keeps the line in Postgres, hands jobs to the broker, and tells browsers what became of them. */
@NullMarked
package imece.gateway;

import org.jspecify.annotations.NullMarked;
