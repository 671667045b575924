package imece.worker.run;

import imece.contract.RunKey;
import imece.worker.run.Run.RunEnd;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line per run that says how it ended. */
public final class RunLog {

    private static final Logger log = LoggerFactory.getLogger(RunLog.class);

    private RunLog() {}

    static void ended(Run run, RunEnd end) {
        UUID job = run.key().jobId();
        switch (end) {
            case RunEnd.Untouched u -> log.info("Acknowledged untouched: {}. job={}", u.why(), job);
            case RunEnd.Dropped d -> log.info("Dropped: {}. job={}", d.why(), job);
            case RunEnd.Completed c ->
                log.info(
                        "Completed in {} ms, {} bytes. job={}",
                        c.renderMillis(),
                        c.picture().bytes(),
                        job);
            case RunEnd.Failed f -> {
                String kind = f.failure().retryable() ? ", may be retried" : "";
                log.warn(
                        "Failed ({}{}): {} job={}",
                        f.failure().code(),
                        kind,
                        f.failure().message(),
                        job);
            }
            case RunEnd.Released r -> log.info("Given back: {}. job={}", r.reason(), job);
        }
    }

    /**
     * What every log line says that a thread writes while it works for a run: job, run, delivery, attempt and worker. The attempt
     * is reckoned from what the gateway said at the dispatch; the gateway's own lines have the true one, beside the same run.
     */
    public static final class RunLogFields {

        private RunLogFields() {}

        /** From now on, on this thread. */
        public static void begin(Run run) {
            MDC.put("job", run.key().jobId().toString());
            MDC.put("run", RunKey.shown(run.key().runId()));
            MDC.put("delivery", Integer.toString(run.key().delivery()));
            Integer attempt = run.attempt();
            MDC.put("attempt", attempt == null ? "-" : attempt.toString());
            MDC.put("worker", run.slot().worker());
        }

        /** No more, on this thread. */
        public static void end() {
            MDC.clear();
        }
    }
}
