package imece.gateway.job.rows;

import imece.contract.RunKey;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.CurrentRun;
import java.util.UUID;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Log lines about a job. Each says which job, which attempt and which worker, as fields of their own: plain text shows them
 * behind the sentence, and JSON as members.
 */
public final class JobLog {
    private static final String UNKNOWN = "-";

    private JobLog() {}

    /** A line about this job as it is now; the worker of the run that counts, or "-". */
    public static LoggingEventBuilder about(LoggingEventBuilder line, Job job) {
        CurrentRun run = job.run();
        LoggingEventBuilder told = about(
                line,
                job.id(),
                Integer.toString(job.counters().attempt()),
                run == null ? UNKNOWN : run.slot().worker());
        return run == null ? told : told.addKeyValue("run", RunKey.shown(run.runId()));
    }

    /** A line about this job after a run of it ended that no longer shows in the row. */
    public static LoggingEventBuilder about(LoggingEventBuilder line, Job job, CurrentRun last) {
        return about(
                        line,
                        job.id(),
                        Integer.toString(job.counters().attempt()),
                        last.slot().worker())
                .addKeyValue("run", RunKey.shown(last.runId()));
    }

    /** A line of somebody who doesn't know the row. */
    public static LoggingEventBuilder about(LoggingEventBuilder line, UUID job) {
        return about(line, job, UNKNOWN, UNKNOWN);
    }

    private static LoggingEventBuilder about(LoggingEventBuilder line, UUID job, String attempt, String worker) {
        return line.addKeyValue("job", job).addKeyValue("attempt", attempt).addKeyValue("worker", worker);
    }
}
