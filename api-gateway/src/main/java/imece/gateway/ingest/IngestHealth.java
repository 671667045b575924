package imece.gateway.ingest;

import imece.contract.PlainText;
import imece.contract.Topology;
import imece.gateway.broker.PoisonNote;
import imece.gateway.broker.UnreadableMessages;
import imece.gateway.job.Decision;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Decision.RunChange.RunOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What the store counts and says; a standing store is loud, but only once. */
@Component
class IngestHealth {

    private static final Logger log = LoggerFactory.getLogger(IngestHealth.class);

    private static final int SHOWN = 120;

    private final MeterRegistry meters;
    private final UnreadableMessages garbage;
    private final Counter unknown;
    private final Counter folded;
    private final Counter passedOver;
    private final Counter standstills;
    private final Timer render;
    private boolean stuck;

    IngestHealth(MeterRegistry meters) {
        this.meters = meters;
        this.garbage = new UnreadableMessages(
                meters,
                "imece.store.garbage",
                "A message on the status queue is no event; it is passed over, and a note of it lies in "
                        + Topology.POISON + ".");
        this.unknown = meters.counter("imece.store.unknown");
        this.standstills = meters.counter("imece.store.standstills");
        this.passedOver = meters.counter("imece.store.passed.over");
        this.folded = meters.counter("imece.store.events");
        // All of them from the start: a rate needs a zero to rise from.
        Arrays.stream(Decision.Why.values()).forEach(this::refusals);
        Arrays.stream(RunOutcome.values()).forEach(this::runs);
        this.render = meters.timer("imece.run.render");
    }

    void garbage(PoisonNote note) {
        garbage.met("It came from %s, has %d bytes, SHA-256 %s, and begins: %s"
                .formatted(note.sender(), note.bytes(), note.sha256(), PlainText.line(note.begin(), SHOWN)));
    }

    /** An event of a kind that only newer workers know. */
    void unknown() {
        unknown.increment();
    }

    /** An event that failed whatever was tried with it. */
    void passedOver() {
        passedOver.increment();
    }

    void folded(int events) {
        folded.increment(events);
        if (stuck) {
            stuck = false;
            log.info("The store goes on.");
        }
    }

    /** The store had come to a standstill and was begun anew. */
    void stands() {
        standstills.increment();
    }

    void refused(Decision.Why why) {
        refusals(why).increment();
    }

    /** A run that counted has ended. */
    void ended(RunChange.Ended run) {
        runs(run.outcome()).increment();
        Long millis = run.time().renderMillis();
        if (millis != null) {
            render.record(millis, TimeUnit.MILLISECONDS);
        }
    }

    private Counter refusals(Decision.Why why) {
        return meters.counter("imece.store.refused", "why", why.name().toLowerCase(Locale.ROOT));
    }

    private Counter runs(RunOutcome outcome) {
        return meters.counter("imece.runs", "outcome", outcome.word());
    }

    void stuck(int events, RuntimeException e) {
        if (!stuck && !(e instanceof DataAccessException || e instanceof TransactionException)) {
            log.error(
                    "{} event(s) cannot be stored, and not for want of the database. They are kept and tried again;"
                            + " until then no job ends. This is a bug.",
                    events,
                    e);
        } else if (!stuck) {
            log.warn(
                    "{} event(s) cannot be stored now ({}). They are kept and tried again; workers go on.",
                    events,
                    e.getMessage());
        }
        stuck = true;
    }
}
