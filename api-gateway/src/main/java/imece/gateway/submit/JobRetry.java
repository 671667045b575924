package imece.gateway.submit;

import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Jobs;
import imece.gateway.owner.Asker;
import imece.gateway.owner.OwnerAdmission;
import imece.gateway.owner.OwnerMoved;
import imece.gateway.submit.LineEntry.Source;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the picture of a failed or cancelled job into the line once more, as a new job under the same message. */
@Component
public class JobRetry {

    private final JobWriter writer;
    private final Jobs jobs;
    private final LiveOffers offers;
    private final LineEntry line;
    private final OwnerAdmission owners;

    JobRetry(JobWriter writer, Jobs jobs, LiveOffers offers, LineEntry line, OwnerAdmission owners) {
        this.writer = writer;
        this.jobs = jobs;
        this.offers = offers;
        this.line = line;
        this.owners = owners;
    }

    /**
     * Tries again. A second call while the first one's job is live (a double click) gets that same job.
     *
     * @return the new job
     * @throws Refusal 404 if the visitor has no such job, 409 unless it failed or was cancelled, 422 if nobody
     *     offers any more what it asks for, 403 or
     *     429 as for any job
     */
    public Job again(UUID id, Asker asker, @Nullable String traceparent) {
        return OwnerMoved.following(asker.owner(), owner -> again(id, owner, asker, traceparent));
    }

    private Job again(UUID id, UUID owner, Asker asker, @Nullable String traceparent) {
        Job seen = jobs.findOwned(id, owner).orElseThrow(() -> {
            owners.follow(owner);
            return Refusal.notFound("job");
        });
        return writer.transaction(tx -> {
            // Conversations, jobs, owners, messages: the order in which everybody locks.
            jobs.keepConversation(seen.origin().conversationId());
            Job job = jobs.lock(List.of(id)).stream()
                    // Forgotten meanwhile; it may have moved, too.
                    .filter(locked ->
                            jobs.findOwned(id, locked.origin().owner()).isPresent())
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound("job"));
            if (job.status() != JobStatus.ERROR && job.status() != JobStatus.CANCELLED) {
                throw Refusal.conflict(
                        "job-not-over",
                        "Only a job that failed or was cancelled can be tried again; this one is "
                                + job.status().shown() + ".");
            }
            offers.require(job.spec());
            return jobs.liveTwin(job).orElseGet(() -> joined(tx, asker, job, traceparent));
        });
    }

    private Job joined(JobTransaction tx, Asker asker, Job job, @Nullable String traceparent) {
        UUID message = job.origin().messageId();
        Source source = new Source(
                job.origin().owner(),
                job.origin().conversationId(),
                message,
                message == null ? job.origin().ordinal() : jobs.nextOrdinal(message));
        return line.join(tx, asker, source, List.of(job.spec()), traceparent, message)
                .jobs()
                .getFirst();
    }
}
