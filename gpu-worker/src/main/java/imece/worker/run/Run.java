package imece.worker.run;

import imece.contract.Failure;
import imece.contract.RenderJob;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.UsedValues;
import imece.worker.run.PictureDrawing.DrawingResult;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One run of one job: the value that the steps hand on to each other. */
public final class Run {

    /** What a run is at. */
    public enum Stage {
        /** Being looked at. */
        CHECKING,
        /** Waiting for the GPU lock. */
        WAITING_FOR_GPU,
        /** Holding the lock: the engine works. */
        RENDERING,
        /** Putting the picture away. */
        UPLOADING,
        /** Its last event is on the way. */
        REPORTING
    }

    private final RunKey key;
    private final RenderJob job;
    private final SlotAddress slotAddress;
    private final Runnable changed;
    private final RunStop stop = new RunStop();
    private final AtomicLong seq = new AtomicLong();
    private volatile Stage stage = Stage.CHECKING;
    private volatile boolean engineStuck;
    private volatile RunTimes times = RunTimes.UNKNOWN;

    /**
     * A run that has not begun.
     *
     * @param changed is called after each change of stage
     */
    public Run(RenderJob job, int delivery, UUID runId, SlotAddress slotAddress, Runnable changed) {
        this.key = new RunKey(job.jobId(), job.epoch(), delivery, runId);
        this.job = job;
        this.slotAddress = slotAddress;
        this.changed = changed;
    }

    /** Which run of which job. */
    public RunKey key() {
        return key;
    }

    /** The job as its message has it. */
    public RenderJob job() {
        return job;
    }

    /**
     * Which attempt of its job it is, as far as a worker can reckon: what the gateway said at the dispatch, and one more for
     * each time that the message was handed out before. Null where the gateway told nothing.
     */
    public @Nullable Integer attempt() {
        Integer first = job.attempt();
        return first == null ? null : first + key.delivery();
    }

    /** Whether nothing may run beside it in this process. */
    boolean mustBeAlone() {
        return job.neighbours() == RenderJob.Neighbours.NONE;
    }

    /** Where it happens. */
    public SlotAddress slot() {
        return slotAddress;
    }

    /** Ends it before its time. */
    public RunStop stop() {
        return stop;
    }

    /** What it is at. */
    public Stage stage() {
        return stage;
    }

    /** Whether the engine was told to stop and did not come back, so that it still holds the GPU. */
    public boolean engineStuck() {
        return engineStuck;
    }

    /** What was measured of its time on the GPU. */
    RunTimes times() {
        return times;
    }

    void measured(RunTimes measured) {
        times = measured;
    }

    void enter(Stage next) {
        stage = next;
        changed.run();
    }

    void engineIsStuck() {
        engineStuck = true;
    }

    long nextSeq() {
        return seq.incrementAndGet();
    }

    /**
     * What was measured of a run's time on the GPU, in milliseconds.
     *
     * @param loadMillis for how long it loaded a checkpoint; null = nobody knows
     * @param gpuMillis its part of the time in which it drew, where its slot draws several at once; null elsewhere
     */
    record RunTimes(@Nullable Long loadMillis, @Nullable Long gpuMillis) {

        /** Of a run that has not been in the engine. */
        static final RunTimes UNKNOWN = new RunTimes(null, null);
    }

    /** How a run ended. Whichever it is, the delivery is acknowledged after it; a worker never gives a message back otherwise. */
    public sealed interface RunEnd extends DrawingResult {

        /** Nothing was begun, because nobody wants this message any more; nothing is reported. */
        record Untouched(String why) implements RunEnd {}

        /** An order ended the run; nothing is reported. */
        record Dropped(String why) implements RunEnd {}

        /** The picture is stored. */
        record Completed(Picture picture, long renderMillis, UsedValues used) implements RunEnd {}

        /** There is no picture. */
        record Failed(Failure failure) implements RunEnd {}

        /** The job goes back unharmed. */
        record Released(ReleaseReason reason) implements RunEnd {}

        /** How a run ends that was told to stop. */
        static RunEnd stopped(Run run) {
            return switch (run.stop().cause().orElse(RunStop.Cause.DRAINING)) {
                case ORDERED -> new Dropped("it was cancelled or no longer counts");
                case DRAINING -> new Released(ReleaseReason.DRAINING);
                case STALLED -> new Failed(new Failure("stalled", "The engine made no progress.", true));
                case TOO_LONG ->
                    new Failed(new Failure(
                            "took-too-long",
                            "The picture took longer than " + run.job().maxRunSeconds() + " s.",
                            true));
            };
        }
    }
}
