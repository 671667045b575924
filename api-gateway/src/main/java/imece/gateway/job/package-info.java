/** A job, its states, and what each event makes of it. The state machine here is pure: no clock, SQL or broker. */
@NullMarked
package imece.gateway.job;

import org.jspecify.annotations.NullMarked;
