/** One run of one job, from its message to its outcome, the picture put where the job's signed address says. Knows no broker and no framework. */
@NullMarked
package imece.worker.run;

import org.jspecify.annotations.NullMarked;
