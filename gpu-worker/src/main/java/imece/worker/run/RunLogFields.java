package imece.worker.run;

import imece.contract.RunKey;
import org.slf4j.MDC;

/**
 * What every log line says that a thread writes while it works for a run: job, run, delivery, attempt and worker. The attempt
 * is reckoned from what the gateway said at the dispatch; the gateway's own lines have the true one, beside the same run.
 */
public final class RunLogFields {

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
