/** The rows of jobs and of their runs, read and written. */
@NullMarked
package imece.gateway.job.rows;

import org.jspecify.annotations.NullMarked;
