package imece.gateway.job;

import imece.contract.Failure;
import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.job.Decision.Changed;
import imece.gateway.job.Decision.Ignored;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Decision.RunChange.RunOutcome;
import imece.gateway.job.Decision.RunChange.RunTime;
import imece.gateway.job.Decision.Undecided;
import imece.gateway.job.Decision.Why;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.RunProgress;
import imece.gateway.job.LossCharge.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine: what an event makes of a job. A static function of (job, event, evidence, now); the ingest applies what
 * it says. Any event may come late, twice, out of order or from a run that no longer counts.
 */
public final class Transitions {

    /** Runs that may fail before the job does. */
    public static final int MAX_FAILURES = 3;

    /** How long a job whose last loss would end it waits for a word of the worker that is believed to be dead. */
    static final Duration PROBATION = Duration.ofSeconds(10);

    /**
     * No back-off is nearly as long: one that ends later than in this time was written by a clock that has been put back since,
     * and is not waited for.
     */
    public static final Duration BELIEVED_BACK_OFF = Duration.ofMinutes(10);

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration FIRST_STORE_BACK_OFF = Duration.ofSeconds(2);
    private static final Duration LONGEST_STORE_BACK_OFF = Duration.ofSeconds(30);

    private Transitions() {}

    /** Whether the answer to this event depends on {@link Evidence} about the run that now counts. */
    public static boolean needsEvidence(Job job, StatusEvent.OfRun event) {
        return on(job, event, Evidence.UNKNOWN, Instant.EPOCH) instanceof Undecided;
    }

    /** What the event makes of the job. */
    public static Decision on(Job job, StatusEvent.OfRun event, Evidence evidence, Instant now) {
        return switch (job.state()) {
            case JobState.Complete c -> over(job, event);
            case JobState.Errored f -> over(job, event);
            case JobState.Cancelled c -> over(job, event);
            case JobState.Queued q -> new Ignored(Why.STALE_EPOCH, true);
            case JobState.Dispatched d ->
                event.run().epoch() != job.counters().epoch()
                        ? new Ignored(Why.STALE_EPOCH, true)
                        : first(job, event, now);
            case JobState.Processing p ->
                event.run().epoch() != job.counters().epoch()
                        ? new Ignored(Why.STALE_EPOCH, true)
                        : running(job, p, event, evidence, now);
        };
    }

    private static Decision over(Job job, StatusEvent.OfRun event) {
        CurrentRun winner = job.run();
        boolean sameRun = winner != null && winner.runId().equals(event.run().runId());
        return sameRun && !(job.state() instanceof JobState.Cancelled)
                ? new Ignored(Why.DUPLICATE, false)
                : new Ignored(Why.JOB_OVER, true);
    }

    /** Any event of the current epoch implies the start of its run, except a release of a run that never started. */
    private static Decision first(Job job, StatusEvent.OfRun event, Instant now) {
        if (event instanceof StatusEvent.Released released) {
            return givenBack(job, released, List.of(), now);
        }
        // What it waited for is over with the next attempt; the list of runs still tells it.
        return begun(job, job.counters(), event, null, List.of(), now);
    }

    private static Decision running(
            Job job, JobState.Processing current, StatusEvent.OfRun event, Evidence evidence, Instant now) {
        if (current.run().runId().equals(event.run().runId())) {
            return ofCurrentRun(job, current, event, now);
        }
        boolean goesOn = !(event instanceof StatusEvent.Released);
        if (event.run().delivery() <= current.run().delivery()) {
            return new Ignored(Why.OTHER_RUN, goesOn);
        }
        return switch (evidence) {
            case GONE, GONE_WITH_OTHERS, ALIVE_WITHOUT_IT ->
                superseded(job, current, event, LossCharge.of(evidence, job.counters()), now);
            case RUNNING_IT -> new Ignored(Why.OTHER_RUN, goesOn);
            case UNKNOWN -> new Undecided();
        };
    }

    private static Decision ofCurrentRun(Job job, JobState.Processing current, StatusEvent.OfRun event, Instant now) {
        return switch (event) {
            case StatusEvent.Started started -> new Ignored(Why.DUPLICATE, false);
            case StatusEvent.Completed completed -> completed(job, job.counters(), current, completed, List.of(), now);
            case StatusEvent.Failed failed -> failed(job, job.counters(), current, failed, List.of(), now);
            case StatusEvent.Released released ->
                givenBack(
                        job,
                        released,
                        List.of(RunChange.Ended.told(
                                released.run().runId(),
                                RunOutcome.RELEASED,
                                JobNotes.of(released.reason()),
                                RunTime.NONE)),
                        now);
        };
    }

    /**
     * A redelivered run takes the place of one whose worker is gone, or no longer has it. If that loss was one too many, a
     * mere start does not count: the job is held back before it costs another process.
     */
    private static Decision superseded(
            Job job, JobState.Processing old, StatusEvent.OfRun event, LossCharge charge, Instant now) {
        String before = old.run().slot().worker();
        boolean gone = charge != LossCharge.NONE;
        String story = JobNotes.vanished(before, gone);
        RunChange end = gone
                ? RunChange.Ended.lost(old.run().runId(), story, charge)
                : RunChange.Ended.told(old.run().runId(), RunOutcome.SUPERSEDED, story, RunTime.NONE);
        Job.Counters counters = charge.on(job.counters());
        if (event instanceof StatusEvent.Released) {
            // Whoever got the message next did not want it, and it is gone from the broker: nobody has the job now.
            return heldBack(job, counters, story, end, now);
        }
        if (gone && event instanceof StatusEvent.Started && mustWait(counters, charge)) {
            return heldBack(job, counters, story, end, now);
        }
        String note = story + ", restarted on " + event.slot().worker();
        return begun(job, counters, event, note, List.of(end), now);
    }

    /** Whether the next run must not begin as it is: too many losses, or it needs a process of its own. */
    private static boolean mustWait(Job.Counters after, LossCharge charge) {
        return after.failures() >= MAX_FAILURES || (charge == LossCharge.SHARED && LossCharge.mustRunAlone(after));
    }

    /** Back in the line after a loss; on probation, if it was one too many. */
    static Decision.Changed heldBack(Job job, Job.Counters counters, String story, RunChange end, Instant now) {
        boolean onProbation = counters.failures() >= MAX_FAILURES;
        return new Changed(
                job.changed(
                        counters.decided(),
                        onProbation ? JobNotes.onProbation(story) : story + ", waiting for a free GPU",
                        new JobState.Queued(onProbation ? now.plus(PROBATION) : null, null)),
                List.of(end));
    }

    private static Decision begun(
            Job job,
            Job.Counters before,
            StatusEvent.OfRun event,
            @Nullable String note,
            List<RunChange> runs,
            Instant now) {
        CurrentRun run = CurrentRun.of(event.run(), event.slot());
        Job.Counters counters = before.started();
        JobState.Processing processing = new JobState.Processing(run, RunProgress.start(event.seq()), now, false);
        List<RunChange> began = new ArrayList<>(runs);
        began.add(new RunChange.Began(event.run(), event.slot(), counters.attempt()));
        return switch (event) {
            case StatusEvent.Started started -> new Changed(job.changed(counters, note, processing), began);
            case StatusEvent.Completed completed -> completed(job, counters, processing, completed, began, now);
            case StatusEvent.Failed failed -> failed(job, counters, processing, failed, began, now);
            case StatusEvent.Released released -> givenBack(job, released, runs, now);
        };
    }

    private static Decision completed(
            Job job,
            Job.Counters counters,
            JobState.Processing run,
            StatusEvent.Completed event,
            List<RunChange> runs,
            Instant now) {
        List<RunChange> entries = new ArrayList<>(runs);
        entries.add(RunChange.Ended.told(
                event.run().runId(),
                RunOutcome.COMPLETED,
                null,
                new RunTime(event.renderMillis(), event.loadMillis(), event.gpuMillis())));
        RenderSpec made = event.used() == null ? job.spec() : event.used().over(job.spec());
        RunProgress done = new RunProgress(event.seq(), Phase.UPLOADING, 100, made.steps());
        return new Changed(
                job.changed(counters, job.note(), JobState.Complete.of(run.run(), done, run.startedAt(), now, event)),
                entries);
    }

    private static Decision failed(
            Job job,
            Job.Counters counters,
            JobState.Processing run,
            StatusEvent.Failed event,
            List<RunChange> runs,
            Instant now) {
        List<RunChange> entries = new ArrayList<>(runs);
        Failure failure = event.failure();
        entries.add(RunChange.Ended.told(
                event.run().runId(),
                RunOutcome.FAILED,
                failure.code() + ": " + failure.message(),
                new RunTime(null, event.loadMillis(), event.gpuMillis())));
        Job.Counters after = counters.failed();
        if (!failure.retryable() || after.failures() >= MAX_FAILURES) {
            return new Changed(
                    job.changed(
                            after.decided(),
                            job.note(),
                            new JobState.Errored(run.run(), run.startedAt(), now, failure)),
                    entries);
        }
        Instant notBefore = now.plus(FIRST_BACK_OFF.multipliedBy(1L << (after.failures() - 1)));
        return new Changed(
                job.changed(
                        after.decided(),
                        JobNotes.willTryAgain(event.slot().worker(), failure),
                        new JobState.Queued(notBefore, event.slot().id())),
                entries);
    }

    /**
     * Back to its old place, unspent. One that an engine has refused does not go back to that slot as long as there is
     * another one, however long that takes. It waits a moment each time, as does one that was handed out too often.
     */
    private static Decision givenBack(Job job, StatusEvent.Released event, List<RunChange> runs, Instant now) {
        ReleaseReason reason = event.reason();
        boolean refused = reason == ReleaseReason.REFUSED;
        boolean elsewhere =
                refused || (reason == ReleaseReason.AVOIDED && job.counters().refusals() > 0);
        Job.Counters counters = refused ? job.counters().refused() : job.counters();
        Instant notBefore = null;
        if (elsewhere || reason == ReleaseReason.TOO_MANY_DELIVERIES) {
            notBefore = now.plus(FIRST_BACK_OFF);
        } else if (reason == ReleaseReason.STORE_UNAVAILABLE) {
            // Another one is to try next: it may be that only this picture is too large for what stands before the
            // store.
            notBefore = now.plus(storeBackOff(job.counters().attempt()));
        }
        return new Changed(
                job.changed(
                        counters.decided(),
                        reason == ReleaseReason.AVOIDED
                                ? job.note()
                                : JobNotes.givenBack(event.slot().worker(), reason),
                        new JobState.Queued(notBefore, elsewhere ? event.slot().id() : null)),
                runs);
    }

    /** Longer with each picture that was drawn for nothing. */
    private static Duration storeBackOff(int attempt) {
        Duration backOff = FIRST_STORE_BACK_OFF.multipliedBy(1L << Math.clamp(attempt - 1, 0, 8));
        return backOff.compareTo(LONGEST_STORE_BACK_OFF) < 0 ? backOff : LONGEST_STORE_BACK_OFF;
    }
}
