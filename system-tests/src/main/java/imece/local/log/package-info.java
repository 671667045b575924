/** Writes down what one job says on its way: the source of the log in {@code docs/life-of-a-job.md}. */
@NullMarked
package imece.local.log;

import org.jspecify.annotations.NullMarked;
