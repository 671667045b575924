package imece.worker.slot;

import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.Stock;
import imece.contract.Order;
import imece.contract.Place;
import imece.contract.ReleaseReason;
import imece.contract.RenderJob;
import imece.worker.engine.EngineHealth;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.ImageEngine;
import imece.worker.gpu.Gpu;
import imece.worker.gpu.GpuLock;
import imece.worker.run.OrderMemory;
import imece.worker.run.Outcome;
import imece.worker.run.Run;
import imece.worker.run.RunSteps;
import imece.worker.run.RunStop;
import imece.worker.run.RunWords;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One GPU that serves one lane, one job at a time. */
public final class Slot {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);

    /** Why a slot takes nothing although the worker does. */
    private enum Fitness {
        FIT,
        /** The GPU lock was not to be had. */
        BLOCKED,
        /** The engine did not stop when it was told to. */
        QUARANTINED
    }

    private final Gpu gpu;
    private final String lane;
    private final Place place;
    private final ImageEngine engine;
    private final GpuLock lock;
    private final RunSteps steps;
    private final WorkerDuty duty;
    private final Runnable changed;
    private volatile Fitness fitness = Fitness.FIT;
    private volatile @Nullable Run inHand;

    /**
     * A slot that is fit and idle.
     *
     * @param changed is called after each change of what {@link #report} would say
     */
    public Slot(
            Gpu gpu,
            String lane,
            Identity identity,
            ImageEngine engine,
            GpuLock lock,
            RunSteps steps,
            WorkerDuty duty,
            Runnable changed) {
        this.gpu = gpu;
        this.lane = lane;
        this.place = new Place(
                identity.worker(),
                identity.instance(),
                gpu.uuid(),
                gpu.name(),
                engine.profile().kind());
        this.engine = engine;
        this.lock = lock;
        this.steps = steps;
        this.duty = duty;
        this.changed = changed;
    }

    /** The GPU's id, which is the slot's name too. */
    public String name() {
        return gpu.uuid();
    }

    /** The lane that it serves. */
    public String lane() {
        return lane;
    }

    /** Whether it takes jobs now. */
    public boolean takesJobs() {
        return fitness == Fitness.FIT && !duty.draining() && engine.health().ready() && !steps.closed();
    }

    /** Whether it is only its engine that it waits for. */
    public boolean awaitsEngine() {
        return fitness == Fitness.FIT && !engine.health().ready();
    }

    /** Runs one job and returns when all about it is told and confirmed. */
    public Outcome serve(RenderJob job, int delivery, UUID runId) throws InterruptedException {
        Run run = new Run(job, delivery, runId, place, changed);
        inHand = run;
        RunWords.begin(run);
        try {
            Outcome outcome = steps.perform(run);
            if (run.engineStuck()) {
                fitness = Fitness.QUARANTINED;
            } else if (outcome.equals(new Outcome.Released(ReleaseReason.GPU_BUSY))) {
                fitness = Fitness.BLOCKED;
                log.warn("Slot {} takes nothing until its GPU lock is free.", name());
            }
            return outcome;
        } finally {
            RunWords.end();
            inHand = null;
            changed.run();
        }
    }

    /** A slot that could not have its GPU becomes fit again once the lock can be had. */
    public void recover() {
        if (fitness != Fitness.FIT && lockIsFree()) {
            fitness = Fitness.FIT;
            log.info("Slot {} takes jobs again.", name());
            changed.run();
        }
    }

    /** Ends the run in hand if this order is about it. */
    void obey(Order order) {
        Run run = inHand;
        if (run != null && OrderMemory.ends(order, run.key())) {
            run.stop().request(RunStop.Cause.ORDERED);
        }
    }

    /** Ends the run in hand, if any; its job goes back to the line. */
    public void giveBack() {
        Run run = inHand;
        if (run != null) {
            run.stop().request(RunStop.Cause.DRAINING);
        }
    }

    /** The run whose last event is not yet confirmed. */
    Optional<Run> inHand() {
        return Optional.ofNullable(inHand);
    }

    SlotReport report() {
        Run run = inHand;
        EngineProfile profile = engine.profile();
        GpuReport about = new GpuReport(gpu.uuid(), gpu.name(), gpu.memoryTotalMiB(), gpu.memoryUsedMiB(), null, null);
        return new SlotReport(
                about,
                state(run),
                profile.kind(),
                lane,
                profile.loaded(),
                run == null ? null : run.key(),
                why(),
                profile.told(),
                stock(profile));
    }

    /** An engine that can't load another checkpoint has only the one that is loaded. */
    private static Stock stock(EngineProfile profile) {
        String loaded = profile.loaded();
        List<String> one = loaded == null ? List.of() : List.of(loaded);
        boolean switches = profile.can(EngineProfile.Capability.CHECKPOINT_SWITCH);
        return new Stock(switches ? profile.checkpoints() : one, profile.loras());
    }

    private @Nullable String why() {
        String why = engine.health().why();
        return why.isEmpty() ? null : why;
    }

    private SlotState state(@Nullable Run run) {
        return switch (fitness) {
            case BLOCKED -> SlotState.BLOCKED;
            case QUARANTINED -> SlotState.QUARANTINED;
            case FIT -> {
                if (duty.draining()) {
                    yield SlotState.DRAINING;
                }
                if (run == null && steps.closed()) {
                    yield SlotState.BLOCKED;
                }
                if (run == null || engine.health().state() == EngineHealth.State.STALLED) {
                    yield idle(engine.health());
                }
                yield run.stage() == Run.Stage.WAITING_FOR_GPU ? SlotState.WAITING_FOR_GPU : SlotState.BUSY;
            }
        };
    }

    private static SlotState idle(EngineHealth engine) {
        return switch (engine.state()) {
            case READY -> SlotState.IDLE;
            case BUSY -> SlotState.BLOCKED;
            case STARTING -> SlotState.STARTING;
            case STALLED -> SlotState.STALLED;
            case FAILED -> SlotState.FAILED;
        };
    }

    private boolean lockIsFree() {
        try {
            return lock.free();
        } catch (UncheckedIOException e) {
            log.debug("The GPU lock of {} still does not work.", name(), e);
            return false;
        }
    }
}
