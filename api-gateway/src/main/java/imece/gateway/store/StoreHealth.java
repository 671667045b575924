package imece.gateway.store;

import imece.gateway.job.Decision;
import imece.gateway.job.LedgerEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the store counts and says; a standing store is loud, but only once. */
@Component
class StoreHealth {

    private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);

    private final MeterRegistry meters;
    private final Counter garbage;
    private final Counter folded;
    private boolean stuck;

    StoreHealth(MeterRegistry meters) {
        this.meters = meters;
        this.garbage = meters.counter("imece.store.garbage");
        this.folded = meters.counter("imece.store.events");
    }

    void garbage(int bytes) {
        garbage.increment();
        log.warn("A message of {} bytes on the status queue is no event; it is dropped and counted.", bytes);
    }

    void folded(int events) {
        folded.increment(events);
        if (stuck) {
            stuck = false;
            log.info("The store goes on.");
        }
    }

    void refused(Decision.Why why) {
        meters.counter("imece.store.refused", "why", why.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** A run that counted has ended. */
    void ended(LedgerEntry.Ended run) {
        meters.counter("imece.runs", "outcome", run.outcome().word()).increment();
        Long millis = run.renderMillis();
        if (millis != null) {
            meters.timer("imece.run.render").record(millis, TimeUnit.MILLISECONDS);
        }
    }

    void stuck(int events, RuntimeException e) {
        if (!stuck) {
            log.warn(
                    "{} event(s) cannot be stored now ({}). They are kept and tried again; workers go on.",
                    events,
                    e.getMessage());
        }
        stuck = true;
    }
}
