package imece.gateway.job.api;

import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.rows.JobSelection;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.SelectedJobs;
import imece.gateway.job.rows.SelectedJobs.SelectedPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Ends jobs at the request of their owner or an operator. */
@Component
class JobCancellation {

    private static final int AT_ONCE = 200;

    /** Of one call; as many as may wait, usually. */
    private static final int MOST = 10_000;

    private final Jobs jobs;
    private final SelectedJobs selected;
    private final JobWriter writer;
    private final AuditLog audit;

    JobCancellation(Jobs jobs, SelectedJobs selected, JobWriter writer, AuditLog audit) {
        this.jobs = jobs;
        this.selected = selected;
        this.writer = writer;
        this.audit = audit;
    }

    /**
     * Cancels one live job.
     *
     * @return the job as it now stands, also when it was cancelled before
     * @throws Refusal 404 if the visitor has no such job, 409 if it is complete or has failed
     */
    Job one(UUID id, UUID owner) {
        return one(id, owner, () -> jobs.findOwned(id, owner));
    }

    /**
     * Cancels one live job, whoever owns it, because an operator wants it.
     *
     * @return the job as it now stands, also when it was cancelled before
     * @throws Refusal 404 if there is no such job, 409 if it is complete or has failed
     */
    Job anybodys(UUID id) {
        return one(id, null, () -> jobs.find(id));
    }

    private Job one(UUID id, @Nullable UUID owner, Supplier<Optional<Job>> asItStands) {
        List<Job> cancelled = owner == null
                ? byOperator(List.of(id), JobStatus.LIVE)
                : writer.cancelIf(List.of(id), owner, JobStatus.LIVE);
        if (!cancelled.isEmpty()) {
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
    int all(UUID owner, boolean runningToo) {
        List<UUID> live = jobs.liveOf(Set.of(owner)).stream().map(Job::id).toList();
        return writer.cancelIf(live, owner, runningToo ? JobStatus.LIVE : JobStatus.WAITING)
                .size();
    }

    /**
     * Cancels live jobs, whoever owns them, because an operator wants it: a part at a time, so that the line goes on beside it.
     *
     * @param statuses those of the selection's that may be cancelled
     */
    CancelledJobs anybodys(JobSelection selection, Set<JobStatus> statuses) {
        int cancelled = 0;
        Long before = Long.MAX_VALUE;
        while (before != null && cancelled < MOST) {
            SelectedPage some = selected.page(selection, before, AT_ONCE);
            cancelled += byOperator(some.jobs().stream().map(Job::id).toList(), statuses)
                    .size();
            before = some.next();
        }
        return new CancelledJobs(cancelled, before != null);
    }

    /**
     * What was cancelled.
     *
     * @param more whether there may be others, for which to ask again
     */
    record CancelledJobs(int cancelled, boolean more) {}

    private List<Job> byOperator(List<UUID> ids, Set<JobStatus> statuses) {
        return writer.transaction(tx -> {
            List<Job> cancelled = tx.cancelIf(ids, null, statuses);
            audit.writeForJobs(
                    AuditAct.JOB_CANCELLED,
                    cancelled.stream().map(Job::id).toList(),
                    Map.of("status", JobStatus.CANCELLED.word()));
            return cancelled;
        });
    }
}
