package imece.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobColumns;
import imece.gateway.job.JobState.JobStatus;

/** The CHECKs of the schema, as predicates of the row that a job would be written as. */
final class RowRules {

    private RowRules() {}

    static void assertLegal(Job job) {
        JobStatus status = job.status();
        JobColumns row = JobColumns.of(job.state());
        CurrentRun run = job.run();
        assertThat(row.finished() != null).as("terminal means finished").isEqualTo(status.terminal());
        assertThat(run == null || !status.waiting()).as("waiting has no run").isTrue();
        assertThat(status != JobStatus.PROCESSING || (run != null && row.started() != null))
                .as("processing has a run")
                .isTrue();
        assertThat(row.picture() != null).as("complete has a picture").isEqualTo(status == JobStatus.COMPLETE);
        assertThat(status != JobStatus.COMPLETE || run != null)
                .as("complete has a run")
                .isTrue();
        assertThat(row.failure() != null).as("error says why").isEqualTo(status == JobStatus.ERROR);
        assertThat(row.notBefore() == null || status == JobStatus.QUEUED)
                .as("only queued waits for a time")
                .isTrue();
        assertThat(row.avoid() == null || status.waiting())
                .as("avoids a slot while it waits")
                .isTrue();
        assertThat(job.counters().failures()).as("counts are no debts").isBetween(0, Transitions.MAX_FAILURES);
        assertThat(job.counters().sharedLosses()).as("counts are no debts").isNotNegative();
        assertThat(row.progress() == null
                        || (row.progress().percent() >= 0 && row.progress().percent() <= 100))
                .isTrue();
    }
}
