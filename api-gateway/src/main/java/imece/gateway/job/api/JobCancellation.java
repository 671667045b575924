package imece.gateway.job.api;

import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Jobs.LiveJobs;
import java.util.List;
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

    private final Jobs jobs;
    private final JobWriter writer;

    JobCancellation(Jobs jobs, JobWriter writer) {
        this.jobs = jobs;
        this.writer = writer;
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
        List<Job> cancelled = writer.cancelIf(List.of(id), owner, JobStatus.LIVE);
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
     * @param runningToo those as well that a GPU works on
     * @return how many
     */
    int anybodys(LiveJobs whose, boolean runningToo) {
        Set<JobStatus> statuses = runningToo ? JobStatus.LIVE : JobStatus.WAITING;
        int cancelled = 0;
        long before = Long.MAX_VALUE;
        for (List<Job> some = jobs.live(whose, before, AT_ONCE); !some.isEmpty(); ) {
            cancelled += writer.cancelIf(some.stream().map(Job::id).toList(), null, statuses)
                    .size();
            before = some.getLast().ticket();
            some = jobs.live(whose, before, AT_ONCE);
        }
        return cancelled;
    }
}
