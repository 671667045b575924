/** A job as people see it in answers and as operators see it in log lines. */
@NullMarked
package imece.gateway.job.view;

import org.jspecify.annotations.NullMarked;
