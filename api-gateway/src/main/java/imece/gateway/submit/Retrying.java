package imece.gateway.submit;

import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.Origin;
import imece.gateway.job.rows.BotMessages;
import imece.gateway.job.rows.Jobs;
import imece.gateway.news.Announcing;
import imece.gateway.submit.JoiningTheLine.Joined;
import imece.gateway.submit.spec.Served;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the picture of a failed or cancelled job into the line once more, as a new job under the same message. */
@Component
public class Retrying {

    private final TransactionOperations transactions;
    private final Jobs jobs;
    private final Served served;
    private final JoiningTheLine line;
    private final BotMessages messages;
    private final Announcing announcing;
    private final Clock clock;

    Retrying(
            TransactionOperations transactions,
            Jobs jobs,
            Served served,
            JoiningTheLine line,
            BotMessages messages,
            Announcing announcing,
            Clock clock) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.served = served;
        this.line = line;
        this.messages = messages;
        this.announcing = announcing;
        this.clock = clock;
    }

    /**
     * Tries again. A second wish while the first one's job is live (a double click) gets that same job.
     *
     * @return the new job
     * @throws Refusal 404 if the visitor has no such job, 409 unless it failed or was cancelled, 422 if nobody
     *     offers any more what it asks for, 429 if too many wait
     */
    public Job again(UUID id, UUID owner, @Nullable String traceparent) {
        Job seen = jobs.findOwned(id, owner).orElseThrow(() -> Refusal.notFound("job"));
        Outcome outcome = transactions.execute(tx -> {
            // Conversations before jobs before messages: the order in which everybody locks.
            jobs.keepConversation(seen.origin().conversationId());
            Job job = jobs.lock(List.of(id)).getFirst();
            if (job.status() != JobStatus.ERROR && job.status() != JobStatus.CANCELLED) {
                throw Refusal.conflict(
                        "job-not-over",
                        "Only a job that failed or was cancelled can be tried again; this one is "
                                + job.status().shown() + ".");
            }
            served.require(job.spec());
            Optional<Job> already = jobs.liveTwin(job);
            return already.isPresent() ? new Outcome(already.get(), false) : joined(job, traceparent);
        });
        if (outcome.isNew()) {
            announcing.committed(
                    new JobsCommitted(List.of(outcome.job()), seen.origin().messageId()));
        }
        return outcome.job();
    }

    private record Outcome(Job job, boolean isNew) {}

    private Outcome joined(Job job, @Nullable String traceparent) {
        UUID message = job.origin().messageId();
        Origin origin = new Origin(
                job.origin().owner(),
                job.origin().conversationId(),
                message,
                message == null ? job.origin().ordinal() : jobs.nextOrdinal(message),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        Joined joined = line.join(origin, List.of(job.spec()), traceparent);
        messages.follow(joined.jobs());
        if (message != null) {
            messages.joined(message, joined.firstPosition());
        }
        return new Outcome(joined.jobs().getFirst(), true);
    }
}
