/** A job, its states, and what each event makes of it. Pure: no clock, Spring, SQL, broker or JSON. */
@NullMarked
package imece.gateway.job;

import org.jspecify.annotations.NullMarked;
