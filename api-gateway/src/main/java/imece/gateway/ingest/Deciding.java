package imece.gateway.ingest;

import imece.gateway.job.Decision;
import imece.gateway.job.Job;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.rows.BotMessages;
import imece.gateway.job.rows.JobWrites;
import imece.gateway.job.rows.JobWrites.Change;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Ledger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies one decision of the gateway itself to one row, if the row is still the one that it was made about. */
@Component
public class Deciding {

    private static final Logger log = LoggerFactory.getLogger(Deciding.class);

    private final Jobs jobs;
    private final JobWrites writes;
    private final Ledger ledger;
    private final BotMessages messages;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Deciding(
            Jobs jobs,
            JobWrites writes,
            Ledger ledger,
            BotMessages messages,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jobs = jobs;
        this.writes = writes;
        this.ledger = ledger;
        this.messages = messages;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Decides about a row that still has this version.
     *
     * @return the job after the change, or empty if nothing changed
     */
    public Optional<Job> onRow(UUID id, long rev, Function<Job, Decision> decide) {
        Optional<Change> done = Optional.ofNullable(
                transaction.execute(status -> change(id, rev, decide).orElse(null)));
        done.ifPresent(change -> {
            Said.transition(log, change.before(), change.after());
            events.publishEvent(new JobsCommitted(List.of(change.after()), null));
        });
        return done.map(Change::after);
    }

    private Optional<Change> change(UUID id, long rev, Function<Job, Decision> decide) {
        for (Job job : jobs.lock(List.of(id))) {
            if (job.counters().rev() == rev && decide.apply(job) instanceof Decision.Changed changed) {
                Change change = new Change(job, changed.after());
                writes.updateIfUnchanged(List.of(change));
                ledger.write(changed.ledger(), clock.instant());
                messages.follow(List.of(changed.after()));
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }
}
