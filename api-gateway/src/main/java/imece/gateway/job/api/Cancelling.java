package imece.gateway.job.api;

import imece.gateway.http.Refusal;
import imece.gateway.job.CancelOrdered;
import imece.gateway.job.CurrentRun;
import imece.gateway.job.Job;
import imece.gateway.job.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.LedgerEntry;
import imece.gateway.job.RunOutcome;
import imece.gateway.job.rows.BotMessages;
import imece.gateway.job.rows.JobCancels;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Ledger;
import imece.gateway.job.view.JobLog;
import imece.gateway.news.Announcing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Ends jobs at the wish of their owner or an operator: the row first, then whoever works on it is told. */
@Component
public class Cancelling {

    private static final Logger LOG = LoggerFactory.getLogger(Cancelling.class);

    private static final Set<JobStatus> WAITING = Set.of(JobStatus.QUEUED, JobStatus.DISPATCHED);
    private static final Set<JobStatus> LIVE = Set.of(JobStatus.QUEUED, JobStatus.DISPATCHED, JobStatus.PROCESSING);

    private static final String OWNER = "its owner";
    private static final String OPERATOR = "an operator";

    private final TransactionOperations transactions;
    private final Jobs jobs;
    private final JobCancels cancels;
    private final Ledger ledger;
    private final BotMessages messages;
    private final Announcing announcing;
    private final Clock clock;

    Cancelling(
            TransactionOperations transactions,
            Jobs jobs,
            JobCancels cancels,
            Ledger ledger,
            BotMessages messages,
            Announcing announcing,
            Clock clock) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.cancels = cancels;
        this.ledger = ledger;
        this.messages = messages;
        this.announcing = announcing;
        this.clock = clock;
    }

    /**
     * Cancels one live job.
     *
     * @return the job as it now stands, also when it was cancelled before
     * @throws Refusal 404 if the visitor has no such job, 409 if it is complete or has failed
     */
    public Job one(UUID id, UUID owner) {
        return one(id, owner, OWNER, () -> jobs.findOwned(id, owner));
    }

    /**
     * Cancels one live job, whoever owns it, because an operator wants it.
     *
     * @return the job as it now stands, also when it was cancelled before
     * @throws Refusal 404 if there is no such job, 409 if it is complete or has failed
     */
    public Job anybodys(UUID id) {
        return one(id, null, OPERATOR, () -> jobs.find(id));
    }

    private Job one(UUID id, @Nullable UUID owner, String by, Supplier<Optional<Job>> asItStands) {
        List<Job> cancelled = transactions.execute(tx -> end(List.of(id), owner, LIVE, by));
        if (!cancelled.isEmpty()) {
            announce(cancelled, by);
            return cancelled.getFirst();
        }
        Job job = asItStands.get().orElseThrow(() -> Refusal.notFound("job"));
        if (job.status() != JobStatus.CANCELLED) {
            throw Refusal.conflict(
                    "job-already-over",
                    "This job is over already: " + job.status().shown() + ".");
        }
        return job;
    }

    /**
     * Cancels all of a visitor's jobs that wait.
     *
     * @param runningToo those as well that a GPU works on
     * @return how many
     */
    public int all(UUID owner, boolean runningToo) {
        List<Job> cancelled = transactions.execute(tx -> {
            List<UUID> ids = jobs.liveOf(Set.of(owner)).stream().map(Job::id).toList();
            return end(ids, owner, runningToo ? LIVE : WAITING, OWNER);
        });
        announce(cancelled);
        return cancelled.size();
    }

    /**
     * Cancels the live jobs of a conversation inside the caller's transaction, which then calls {@link #announce}.
     *
     * @param runningToo those as well that a GPU works on
     */
    public List<Job> ofConversation(UUID conversation, UUID owner, boolean runningToo) {
        return end(cancels.liveOfConversation(conversation, owner), owner, runningToo ? LIVE : WAITING, OWNER);
    }

    /** Tells everybody, after the commit. */
    public void announce(List<Job> cancelled) {
        announce(cancelled, OWNER);
    }

    private void announce(List<Job> cancelled, String by) {
        if (cancelled.isEmpty()) {
            return;
        }
        cancelled.forEach(job -> JobLog.about(LOG.atInfo(), job).log("is cancelled by {}", by));
        announcing.committed(new JobsCommitted(cancelled, null));
        for (Job job : cancelled) {
            long before = job.counters().epoch() - 1;
            // Epoch 0 was never dispatched, so no worker can have it.
            if (before > 0) {
                announcing.committed(new CancelOrdered(job.id(), before));
            }
        }
    }

    private List<Job> end(Collection<UUID> ids, @Nullable UUID owner, Set<JobStatus> statuses, String by) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Job> cancelled = cancels.cancelIf(ids, owner, statuses, now);
        List<LedgerEntry> ended = new ArrayList<>();
        for (Job job : cancelled) {
            CurrentRun run = job.run();
            if (run != null) {
                ended.add(LedgerEntry.Ended.told(run.runId(), RunOutcome.CANCELLED, "cancelled by " + by, null));
            }
        }
        ledger.write(ended, now);
        messages.follow(cancelled);
        return cancelled;
    }
}
