package imece.gateway.job;

import imece.contract.Failure;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.LossCharge.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the reconciler makes of a job whose message or worker is proven to be lost. Pure, like {@link Transitions}. */
public final class Recovery {

    private Recovery() {}

    /**
     * The job after its loss was proven: back at its old place.
     *
     * @param evidence what is known about the worker of its run, if it had one
     */
    public static Decision takenBack(Job job, Evidence evidence, Instant now) {
        return switch (job.state()) {
            case JobState.Dispatched dispatched ->
                new Decision.Changed(
                        job.changed(
                                job.counters().decided(),
                                "its message was lost, waiting for another GPU",
                                JobState.Queued.atOnce()),
                        List.of());
            case JobState.Processing processing -> vanished(job, processing, evidence, now);
            case JobState.Queued queued -> new Decision.Ignored(Decision.Why.DUPLICATE, false);
            case JobState.Complete complete -> new Decision.Ignored(Decision.Why.JOB_OVER, false);
            case JobState.Errored errored -> new Decision.Ignored(Decision.Why.JOB_OVER, false);
            case JobState.Cancelled cancelled -> new Decision.Ignored(Decision.Why.JOB_OVER, false);
        };
    }

    /** The end of a job that was lost once too often, when its time to be cleared of that is over. */
    public static Decision endedByLosses(Job job, Instant now) {
        if (!onProbation(job) || (job.state() instanceof JobState.Queued queued && waits(queued, now))) {
            return new Decision.Ignored(Decision.Why.DUPLICATE, false);
        }
        Failure failure = JobNotes.lostTooOften(job.counters().failures());
        return new Decision.Changed(
                job.changed(job.counters().decided(), job.note(), new JobState.Errored(null, null, now, failure)),
                List.of());
    }

    /** The job once the worker of one of its lost runs is heard again: that loss costs nothing. */
    public static Decision refunded(Job job, UUID lostRun, LossCharge charge, String worker) {
        if (job.status().terminal()) {
            return new Decision.Ignored(Decision.Why.JOB_OVER, false);
        }
        Job.Counters counters = charge.refundedTo(job.counters());
        boolean released = onProbation(job) && counters.failures() < Transitions.MAX_FAILURES;
        return new Decision.Changed(
                job.changed(
                        counters,
                        released ? JobNotes.cameBack(worker) : job.note(),
                        released ? JobState.Queued.atOnce() : job.state()),
                List.of(new RunChange.Refunded(lostRun)));
    }

    private static boolean waits(JobState.Queued queued, Instant now) {
        Instant until = queued.notBefore();
        return until != null && until.isAfter(now) && !until.isAfter(now.plus(Transitions.BELIEVED_BACK_OFF));
    }

    private static boolean onProbation(Job job) {
        return job.state() instanceof JobState.Queued && job.counters().failures() >= Transitions.MAX_FAILURES;
    }

    /** The job while its worker says nothing, or again when it does. */
    public static Decision silent(Job job, boolean silent) {
        if (!(job.state() instanceof JobState.Processing processing) || processing.silent() == silent) {
            return new Decision.Ignored(Decision.Why.DUPLICATE, false);
        }
        String worker = processing.run().slot().worker();
        String note = silent ? JobNotes.vanished(worker, true) + ", waiting for a free GPU" : worker + " is back";
        return new Decision.Changed(
                job.changed(
                        job.counters(),
                        note,
                        new JobState.Processing(
                                processing.run(), processing.progress(), processing.startedAt(), silent)),
                List.of());
    }

    /** A run that its living worker has forgotten is a failure like any other: there is nothing to be taken back later. */
    private static Decision vanished(Job job, JobState.Processing run, Evidence evidence, Instant now) {
        LossCharge charge = LossCharge.of(evidence, job.counters());
        String worker = run.run().slot().worker();
        String story = charge == LossCharge.NONE ? worker + " no longer knows of it" : JobNotes.vanished(worker, true);
        Job.Counters counters = charge == LossCharge.NONE ? job.counters().failed() : charge.on(job.counters());
        RunChange end = RunChange.Ended.lost(run.run().runId(), story, charge);
        return Transitions.heldBack(job, counters, story, end, now);
    }
}
