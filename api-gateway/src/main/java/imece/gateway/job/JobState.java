package imece.gateway.job;

import imece.contract.Failure;
import imece.contract.LiveEvent.Phase;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.SlotId;
import imece.contract.StatusEvent.Picture;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a job is at the moment; one type per status, so that a wrong combination does not compile. */
public sealed interface JobState {

    /** The stored status. */
    JobStatus status();

    /**
     * In the line.
     *
     * @param notBefore not dispatched earlier than this (a back-off), or null
     * @param avoid the slot where it has just failed, or null
     */
    record Queued(@Nullable Instant notBefore, @Nullable SlotId avoid) implements JobState {

        /** Nothing keeps it from going anywhere at once. */
        public static Queued atOnce() {
            return new Queued(null, null);
        }

        @Override
        public JobStatus status() {
            return JobStatus.QUEUED;
        }
    }

    /**
     * With the broker.
     *
     * @param dispatchNo order among dispatched jobs
     * @param avoid the slot where it has just failed, or null
     */
    record Dispatched(long dispatchNo, @Nullable SlotId avoid) implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.DISPATCHED;
        }
    }

    /**
     * With a GPU.
     *
     * @param silent no heartbeat has named the run for a while
     */
    record Processing(CurrentRun run, RunProgress progress, Instant startedAt, boolean silent) implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.PROCESSING;
        }
    }

    /**
     * The picture was made.
     *
     * @param pictureRemovedAt when the farm removed it again, to keep to its age or size; null = it is there
     */
    record Complete(
            CurrentRun run,
            RunProgress progress,
            Instant startedAt,
            Instant finishedAt,
            Picture picture,
            @Nullable Instant pictureRemovedAt)
            implements JobState {

        /** As it comes about: with its picture. */
        Complete(CurrentRun run, RunProgress progress, Instant startedAt, Instant finishedAt, Picture picture) {
            this(run, progress, startedAt, finishedAt, picture, null);
        }

        @Override
        public JobStatus status() {
            return JobStatus.COMPLETE;
        }
    }

    /** It failed for good. */
    record Errored(@Nullable CurrentRun run, @Nullable Instant startedAt, Instant finishedAt, Failure failure)
            implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.ERROR;
        }
    }

    /** Its owner or an operator ended it. */
    record Cancelled(@Nullable CurrentRun run, @Nullable Instant startedAt, Instant finishedAt) implements JobState {
        @Override
        public JobStatus status() {
            return JobStatus.CANCELLED;
        }
    }

    /**
     * The run that counts.
     *
     * @param runId its id
     * @param delivery how often the broker had handed the message out before
     * @param slot where it runs
     */
    public record CurrentRun(UUID runId, int delivery, SlotAddress slot) {

        /** The run that an event speaks of. */
        static CurrentRun of(RunKey key, SlotAddress slot) {
            return new CurrentRun(key.runId(), key.delivery(), slot);
        }
    }

    /**
     * How far a run is: decoration that never changes a state.
     *
     * @param seq of the event that told it
     * @param percent 0 to 100
     * @param step finished denoising steps
     */
    public record RunProgress(long seq, Phase phase, int percent, int step) {

        /** Nothing done yet. */
        public static RunProgress start(long seq) {
            return new RunProgress(seq, Phase.LOADING_CHECKPOINT, 0, 0);
        }
    }
}
