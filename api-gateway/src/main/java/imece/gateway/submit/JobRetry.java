package imece.gateway.submit;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Jobs;
import imece.gateway.moderation.PromptVerdict;
import imece.gateway.owner.Asker;
import imece.gateway.owner.OwnerAdmission;
import imece.gateway.owner.OwnerMoved;
import imece.gateway.submit.LineEntry.Source;
import imece.gateway.submit.PictureRequestReader.PictureRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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
    private final PromptCheck check;
    private final AuditLog audit;

    JobRetry(
            JobWriter writer,
            Jobs jobs,
            LiveOffers offers,
            LineEntry line,
            OwnerAdmission owners,
            PromptCheck check,
            AuditLog audit) {
        this.writer = writer;
        this.jobs = jobs;
        this.offers = offers;
        this.line = line;
        this.owners = owners;
        this.check = check;
        this.audit = audit;
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
        return OwnerMoved.following(asker.owner(), owner -> again(id, owner, asker, traceparent, tried -> {}))
                .job();
    }

    /**
     * Tries again for its owner, because an operator wants it; the owner's limits count as if it had asked itself.
     *
     * @return false if the same picture is live or made already
     * @throws Refusal as for the owner
     */
    boolean againByOperator(Job failed) {
        if (jobs.madeAgain(failed)) {
            return false;
        }
        Asker asker = new Asker(failed.origin().owner(), null, null, null);
        return OwnerMoved.following(
                        asker.owner(),
                        owner -> again(
                                failed.id(),
                                owner,
                                asker,
                                null,
                                tried -> audit.write(
                                        AuditAct.JOB_RETRIED,
                                        AuditSubject.job(failed.id()),
                                        Map.of("job", tried.id().toString(), "owner", owner.toString()))))
                .fresh();
    }

    /**
     * What a try came to.
     *
     * @param fresh false if it was in the line already
     */
    private record Tried(Job job, boolean fresh) {}

    private Tried again(UUID id, UUID owner, Asker asker, @Nullable String traceparent, Consumer<Job> noted) {
        Job seen = jobs.findOwned(id, owner).orElseThrow(() -> {
            owners.follow(owner);
            return Refusal.notFound("job");
        });
        PromptVerdict verdict = judged(seen, asker.as(owner));
        return writer.transaction(tx -> {
            // Conversations, jobs, owners, accounts, messages: the order in which everybody locks.
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
            Optional<Job> twin = jobs.liveTwin(job);
            if (twin.isPresent()) {
                return new Tried(twin.get(), false);
            }
            Job tried = joined(tx, asker, job, traceparent);
            check.allowed(verdict, tried.id(), 1);
            noted.accept(tried);
            return new Tried(tried, true);
        });
    }

    /** Each try is judged anew, before anything is locked for it. */
    private PromptVerdict judged(Job seen, Asker asker) {
        boolean mayBeTried = seen.status() == JobStatus.ERROR || seen.status() == JobStatus.CANCELLED;
        if (!check.on() || !mayBeTried || jobs.liveTwin(seen).isPresent()) {
            return new PromptVerdict.NotAsked();
        }
        PromptVerdict verdict = check.judge(asker.owner(), seen.spec(), 1);
        if (verdict instanceof PromptVerdict.Refused refused) {
            throw writer.transaction(tx -> check.refused(refused, asker, 1));
        }
        return verdict;
    }

    private Job joined(JobTransaction tx, Asker asker, Job job, @Nullable String traceparent) {
        UUID message = job.origin().messageId();
        Source source = new Source(
                job.origin().owner(),
                job.origin().conversationId(),
                message,
                message == null ? job.origin().ordinal() : jobs.nextOrdinal(message));
        PictureRequest wanted =
                new PictureRequest(List.of(job.spec()), null, job.turn().turnClass());
        return line.join(tx, asker, source, wanted, traceparent, message).jobs().getFirst();
    }
}
