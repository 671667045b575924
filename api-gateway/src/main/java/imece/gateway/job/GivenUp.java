package imece.gateway.job;

import imece.contract.Failure;
import java.time.Instant;
import java.util.List;

/** What the reconciler makes of a job whose message or worker is proven to be lost. Pure, like {@link Transitions}. */
public final class GivenUp {

    private GivenUp() {}

    /** The job after its loss was proven: back at its old place, or failed if its worker vanished once too often. */
    public static Decision takenBack(Job job, Instant now) {
        return switch (job.state()) {
            case JobState.Dispatched dispatched ->
                new Decision.Changed(
                        job.changed(
                                job.counters().decided(),
                                "its message was lost, waiting for another GPU",
                                new JobState.Queued(null)),
                        List.of());
            case JobState.Processing processing -> vanished(job, processing, now);
            case JobState.Queued queued -> new Decision.Ignored(Decision.Why.DUPLICATE, false);
            case JobState.Complete complete -> new Decision.Ignored(Decision.Why.JOB_OVER, false);
            case JobState.Failed failed -> new Decision.Ignored(Decision.Why.JOB_OVER, false);
            case JobState.Cancelled cancelled -> new Decision.Ignored(Decision.Why.JOB_OVER, false);
        };
    }

    /** The job while its worker says nothing, or again when it does. */
    public static Decision silent(Job job, boolean silent) {
        if (!(job.state() instanceof JobState.Processing processing) || processing.silent() == silent) {
            return new Decision.Ignored(Decision.Why.DUPLICATE, false);
        }
        String worker = processing.run().place().worker();
        String note = silent ? Words.vanished(worker, true) + ", waiting for a free GPU" : worker + " is back";
        return new Decision.Changed(
                job.changed(
                        job.counters(),
                        note,
                        new JobState.Processing(
                                processing.run(), processing.progress(), processing.startedAt(), silent)),
                List.of());
    }

    private static Decision vanished(Job job, JobState.Processing processing, Instant now) {
        String worker = processing.run().place().worker();
        String note = Words.vanished(worker, true);
        List<LedgerEntry> ended = List.of(new LedgerEntry.Ended(processing.run().runId(), RunOutcome.LOST, note, null));
        Job.Counters counters = job.counters().failed().decided();
        if (counters.failures() >= Transitions.MAX_FAILURES) {
            Failure failure = Words.lostTooOften(counters.failures());
            return new Decision.Changed(
                    job.changed(
                            counters,
                            note,
                            new JobState.Failed(processing.run(), processing.startedAt(), now, failure)),
                    ended);
        }
        return new Decision.Changed(
                job.changed(counters, note + ", waiting for a free GPU", new JobState.Queued(null)), ended);
    }
}
