package imece.worker.run;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per run that says how it ended. */
final class RunLog {

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
}
