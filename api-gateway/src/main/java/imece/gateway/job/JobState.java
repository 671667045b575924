package imece.gateway.job;

import imece.contract.Failure;
import imece.contract.LiveEvent.Phase;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.SlotId;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Picture;
import imece.contract.UsedValues;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
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
     * @param used what was not used as the job asked for it; null = nothing of the kind
     */
    record Complete(
            CurrentRun run,
            RunProgress progress,
            Instant startedAt,
            Instant finishedAt,
            Picture picture,
            @Nullable Instant pictureRemovedAt,
            @Nullable UsedValues used)
            implements JobState {

        /** With a picture for which all of the job's values were used. */
        public Complete(
                CurrentRun run,
                RunProgress progress,
                Instant startedAt,
                Instant finishedAt,
                Picture picture,
                @Nullable Instant pictureRemovedAt) {
            this(run, progress, startedAt, finishedAt, picture, pictureRemovedAt, null);
        }

        /** As it comes about: with its picture. */
        static Complete of(
                CurrentRun run, RunProgress progress, Instant startedAt, Instant now, StatusEvent.Completed event) {
            return new Complete(run, progress, startedAt, now, event.picture(), null, event.used());
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

    /** The stored status of a job. Users see {@code dispatched} as queued: the broker holds it, but no GPU has it yet. */
    public enum JobStatus {
        /** By submit, or given back at its old place. Left by the dispatcher or a cancel. */
        QUEUED,
        /** By the dispatcher. Left by any event of this epoch, a cancel, or the reconciler. */
        DISPATCHED,
        /** By a run's start. Left by its end, a cancel, or a run that supersedes it. */
        PROCESSING,
        /** By a run's completion. Final. */
        COMPLETE,
        /** By a permanent failure, or the last of the attempts. Final. */
        ERROR,
        /** By the owner or an operator. Final. */
        CANCELLED;

        /** In the line, as users see it. */
        public static final Set<JobStatus> WAITING = Set.of(QUEUED, DISPATCHED);

        /** Not over yet. */
        public static final Set<JobStatus> LIVE = Set.of(QUEUED, DISPATCHED, PROCESSING);

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in SQL. */
        public String word() {
            return word;
        }

        /** The status of this word in SQL. */
        public static JobStatus of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** Whether the job is over for good. */
        public boolean terminal() {
            return switch (this) {
                case QUEUED, DISPATCHED, PROCESSING -> false;
                case COMPLETE, ERROR, CANCELLED -> true;
            };
        }

        /** Whether the job stands in the line, as users see it. */
        public boolean waiting() {
            return switch (this) {
                case QUEUED, DISPATCHED -> true;
                case PROCESSING, COMPLETE, ERROR, CANCELLED -> false;
            };
        }

        /** The word that users see. */
        public String shown() {
            return waiting() ? QUEUED.word : word;
        }
    }

    /** A state spread over the columns of its row; what a state does not have is null there. */
    public record JobColumns(
            @Nullable Instant notBefore,
            @Nullable SlotId avoid,
            boolean silent,
            @Nullable RunProgress progress,
            @Nullable Picture picture,
            @Nullable UsedValues used,
            @Nullable Failure failure,
            @Nullable Instant started,
            @Nullable Instant finished) {

        public static JobColumns of(JobState state) {
            return switch (state) {
                case JobState.Queued s ->
                    new JobColumns(s.notBefore(), s.avoid(), false, null, null, null, null, null, null);
                case JobState.Dispatched s ->
                    new JobColumns(null, s.avoid(), false, null, null, null, null, null, null);
                case JobState.Processing s ->
                    new JobColumns(null, null, s.silent(), s.progress(), null, null, null, s.startedAt(), null);
                case JobState.Complete s ->
                    new JobColumns(
                            null,
                            null,
                            false,
                            s.progress(),
                            s.picture(),
                            s.used(),
                            null,
                            s.startedAt(),
                            s.finishedAt());
                case JobState.Errored s ->
                    new JobColumns(null, null, false, null, null, null, s.failure(), s.startedAt(), s.finishedAt());
                case JobState.Cancelled s ->
                    new JobColumns(null, null, false, null, null, null, null, s.startedAt(), s.finishedAt());
            };
        }
    }
}
