package imece.gateway.jobapi;

import imece.gateway.job.BotMessages;
import imece.gateway.job.CancelOrdered;
import imece.gateway.job.CurrentRun;
import imece.gateway.job.Job;
import imece.gateway.job.JobCancels;
import imece.gateway.job.JobStatus;
import imece.gateway.job.Jobs;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.Ledger;
import imece.gateway.job.LedgerEntry;
import imece.gateway.job.RunOutcome;
import imece.gateway.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Ends jobs at their owner's wish: the row first, then whoever works on it is told. */
@Component
public class Cancelling {

    private static final Logger LOG = LoggerFactory.getLogger(Cancelling.class);

    private static final Set<JobStatus> WAITING = Set.of(JobStatus.QUEUED, JobStatus.DISPATCHED);
    private static final Set<JobStatus> LIVE = Set.of(JobStatus.QUEUED, JobStatus.DISPATCHED, JobStatus.PROCESSING);

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
        List<Job> cancelled = transactions.execute(tx -> end(List.of(id), owner, LIVE));
        if (!cancelled.isEmpty()) {
            announce(cancelled);
            return cancelled.getFirst();
        }
        Job job = jobs.findOwned(id, owner).orElseThrow(() -> Refusal.notFound("job"));
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
            return end(ids, owner, runningToo ? LIVE : WAITING);
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
        return end(cancels.liveOfConversation(conversation, owner), owner, runningToo ? LIVE : WAITING);
    }

    /** Tells everybody, after the commit. */
    public void announce(List<Job> cancelled) {
        if (cancelled.isEmpty()) {
            return;
        }
        cancelled.forEach(job -> LOG.info("job={} is cancelled by its owner", job.id()));
        announcing.committed(new JobsCommitted(cancelled, null));
        for (Job job : cancelled) {
            long before = job.counters().epoch() - 1;
            // Epoch 0 was never dispatched, so no worker can have it.
            if (before > 0) {
                announcing.committed(new CancelOrdered(job.id(), before));
            }
        }
    }

    private List<Job> end(Collection<UUID> ids, UUID owner, Set<JobStatus> statuses) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<Job> cancelled = cancels.cancelIf(ids, owner, statuses, now);
        List<LedgerEntry> ended = new ArrayList<>();
        for (Job job : cancelled) {
            CurrentRun run = job.run();
            if (run != null) {
                ended.add(new LedgerEntry.Ended(run.runId(), RunOutcome.CANCELLED, "cancelled by its owner", null));
            }
        }
        ledger.write(ended, now);
        messages.follow(cancelled);
        return cancelled;
    }
}
