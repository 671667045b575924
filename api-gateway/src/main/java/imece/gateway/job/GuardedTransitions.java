package imece.gateway.job;

import java.time.Instant;
import java.util.Optional;

/**
 * What dispatcher, canceller and the removal of pictures make of a job. In the database each of them is a single statement,
 * which reads nothing before; here the same is said purely, and a test holds the statements against it. Empty where the guard
 * lets the job be.
 */
public final class GuardedTransitions {

    /** Says at a job that its picture is no longer there. */
    public static final String PICTURE_REMOVED = "its picture was removed: this farm keeps pictures for a while only";

    private GuardedTransitions() {}

    /** The job with the broker. A job on probation, or one that backs off, is not even looked at by the dispatcher. */
    public static Optional<Job> dispatched(Job job, long number) {
        return job.state() instanceof JobState.Queued queued
                ? Optional.of(job.changed(
                        job.counters().decided(), job.note(), new JobState.Dispatched(number, queued.avoid())))
                : Optional.empty();
    }

    /** The job at its old place, since the broker has no queue for it. */
    public static Optional<Job> takenBack(Job job, Instant notBefore) {
        return job.state() instanceof JobState.Dispatched dispatched
                ? Optional.of(job.changed(
                        job.counters().decided(), job.note(), new JobState.Queued(notBefore, dispatched.avoid())))
                : Optional.empty();
    }

    /** The job after its owner or an operator has ended it. */
    public static Optional<Job> cancelled(Job job, Instant now) {
        Instant started = job.state() instanceof JobState.Processing processing ? processing.startedAt() : null;
        return job.status().terminal()
                ? Optional.empty()
                : Optional.of(job.changed(
                        job.counters().decided(), job.note(), new JobState.Cancelled(job.run(), started, now)));
    }

    /** The job after the farm has removed its picture. */
    public static Optional<Job> pictureRemoved(Job job, Instant now) {
        return job.state() instanceof JobState.Complete done && done.pictureRemovedAt() == null
                ? Optional.of(job.changed(
                        job.counters(),
                        PICTURE_REMOVED,
                        new JobState.Complete(
                                done.run(),
                                done.progress(),
                                done.startedAt(),
                                done.finishedAt(),
                                done.picture(),
                                now,
                                done.used())))
                : Optional.empty();
    }
}
