package imece.worker.slot;

import imece.clock.MonotonicClock;
import imece.contract.LaneAssignment;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.RenderJob;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.WorkerOrder;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.ImageEngine;
import imece.worker.gpu.Gpu;
import imece.worker.gpu.GpuFigures;
import imece.worker.run.Admission.OrderMemory;
import imece.worker.run.PictureDrawing.DrawingResult;
import imece.worker.run.PictureDrawing.DrawingResult.DrawnPicture;
import imece.worker.run.Quarantine;
import imece.worker.run.Run;
import imece.worker.run.Run.RunEnd;
import imece.worker.run.RunLog.RunLogFields;
import imece.worker.run.RunSteps;
import imece.worker.run.RunStop;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One GPU that serves the lanes that its engine can, one job at a time, or as many as its engine draws at once. One more may be in
 * hand: its picture is drawn, and on its way to the store.
 */
public final class Slot {

    private static final Logger log = LoggerFactory.getLogger(Slot.class);

    private final Gpu gpu;
    private final String home;
    private final int seats;
    private final SlotAddress slotAddress;
    private final ImageEngine engine;
    private final RunSteps steps;
    private final Quarantine quarantine;
    private final DrainState drainState;
    private final Runnable changed;

    /** The GPU lock was not to be had. */
    private volatile boolean blocked;

    private volatile String lane;
    private final LaneOrders laneOrders;
    private final List<Run> inHand = new CopyOnWriteArrayList<>();

    /** Those that have the GPU, or are to have it next; the first one has been at work longest. */
    private final List<Run> atWork = new CopyOnWriteArrayList<>();

    /**
     * A slot that is fit and idle.
     *
     * @param seats how many jobs it draws at once, at least one
     * @param changed is called after each change of what {@link #report} would say
     */
    public Slot(
            Gpu gpu,
            String home,
            int seats,
            WorkerIdentity identity,
            ImageEngine engine,
            RunSteps steps,
            Quarantine quarantine,
            DrainState drainState,
            MonotonicClock clock,
            Runnable changed) {
        this.gpu = gpu;
        this.home = home;
        this.seats = seats;
        this.lane = home;
        this.slotAddress = new SlotAddress(
                identity.worker(),
                identity.instance(),
                gpu.uuid(),
                gpu.name(),
                engine.profile().kind());
        this.laneOrders = new LaneOrders(slotAddress, clock, this::serves);
        this.engine = engine;
        this.steps = steps;
        this.quarantine = quarantine;
        this.drainState = drainState;
        this.changed = changed;
        drainState.onChange(() -> {
            if (drainState.draining()) {
                quarantine.stop();
            }
        });
    }

    /** The GPU's id, which is the slot's name too. */
    public String name() {
        return gpu.uuid();
    }

    /** The lane that it is assigned to; empty while nobody assigns it, or it can't serve that lane. */
    public Optional<String> assignedTo() {
        return laneOrders.followed().map(LaneAssignment::lane);
    }

    /** Where it listens when it isn't called elsewhere: the lane that it is assigned to, else its home. */
    public String waitsIn() {
        return assignedTo().orElse(home);
    }

    /** The lanes that it is called to, the one that waits longest first; none while it is assigned to one. */
    public List<String> called() {
        return laneOrders.called();
    }

    /** How many jobs it draws at once. */
    public int seats() {
        return seats;
    }

    /** Whether jobs of this lane may run here: its engine has their checkpoint, and can do what they ask for. */
    public boolean serves(String name) {
        return SlotStates.serves(engine.profile(), name);
    }

    /** Takes its next job from this lane. */
    public void listensTo(String name) {
        if (!name.equals(lane)) {
            lane = name;
            changed.run();
        }
    }

    /** Whether it takes jobs now. */
    public boolean takesJobs() {
        return !blocked
                && !quarantine.active()
                && !drainState.draining()
                && engine.health().ready()
                && !steps.closed();
    }

    /** Whether it is only its engine that it waits for. */
    public boolean awaitsEngine() {
        return !blocked && !quarantine.active() && !engine.health().ready();
    }

    /** Whether a run of this job is in hand. */
    public boolean hasInHand(UUID job) {
        return inHand.stream().anyMatch(run -> run.key().jobId().equals(job));
    }

    /**
     * The first stage: draws one job's picture, which {@link #putAway} must be called with, or ends its run. As many threads at a
     * time as it has seats.
     */
    public DrawingResult draw(RenderJob job, int delivery, UUID runId) throws InterruptedException {
        Run run = new Run(job, delivery, runId, slotAddress, changed);
        inHand.add(run);
        atWork.add(run);
        boolean over = true;
        RunLogFields.begin(run);
        try {
            DrawingResult result = steps.draw(run);
            over = !(result instanceof DrawnPicture);
            if (result.equals(new RunEnd.Released(ReleaseReason.GPU_BUSY))) {
                blocked = true;
                log.warn("Slot {} takes nothing until its GPU lock is free.", name());
            }
            return result;
        } finally {
            RunLogFields.end();
            atWork.remove(run);
            if (over) {
                ended(run);
            }
        }
    }

    /** The second stage: puts a drawn picture away, beside which the next one may be drawn. */
    public RunEnd putAway(DrawnPicture picture) throws InterruptedException {
        Run run = picture.run();
        RunLogFields.begin(run);
        try {
            return steps.putAway(picture);
        } finally {
            RunLogFields.end();
            ended(run);
        }
    }

    private void ended(Run run) {
        inHand.remove(run);
        changed.run();
    }

    /**
     * A slot that could not have its GPU becomes fit again once the lock can be had, a quarantined one once a canary picture has
     * succeeded. Takes as long as that picture does, if one is due.
     */
    public void recover() throws InterruptedException {
        if (blocked && steps.gpuIsFree()) {
            blocked = false;
            log.info("Slot {} takes jobs again.", name());
            changed.run();
        }
        if (quarantine.active() && !drainState.draining() && engine.health().ready() && !steps.closed()) {
            boolean healed = quarantine.heal(slotAddress);
            if (healed) {
                changed.run();
            }
        }
    }

    /** Ends the run in hand that this order is about, if any; heeds what it says about where to take jobs. */
    void obey(WorkerOrder order) {
        if (laneOrders.obey(order)) {
            changed.run();
        }
        for (Run run : inHand) {
            if (OrderMemory.ends(order, run.key())) {
                run.stop().request(RunStop.Cause.ORDERED);
            }
        }
    }

    /** Where it takes its jobs by order. */
    LaneOrders laneOrders() {
        return laneOrders;
    }

    /** Ends the runs in hand, if any; their jobs go back to the line. */
    public void giveBack() {
        inHand.forEach(run -> run.stop().request(RunStop.Cause.DRAINING));
    }

    /** The runs whose last event is not yet confirmed; at most one more than it has seats. */
    List<Run> inHand() {
        return List.copyOf(inHand);
    }

    /** Of the runs in hand, the one that has been at work longest is told. */
    private @Nullable Run told() {
        return Stream.concat(atWork.stream(), inHand.stream()).findFirst().orElse(null);
    }

    SlotReport report(GpuFigures figures) {
        Run run = told();
        EngineProfile profile = engine.profile();
        GpuReport about = new GpuReport(
                gpu.uuid(),
                gpu.name(),
                figures.memoryTotalMiB(),
                figures.memoryUsedMiB(),
                figures.utilisationPercent(),
                figures.temperatureCelsius());
        return new SlotReport(
                about,
                state(run),
                profile.kind(),
                lane,
                profile.loaded(),
                run == null ? null : run.key(),
                why(),
                profile.told(),
                SlotStates.offer(profile),
                laneOrders.followed().orElse(null),
                seats);
    }

    private @Nullable String why() {
        String distrust = quarantine.why();
        String engineSays = engine.health().why();
        if (distrust != null || !engineSays.isEmpty()) {
            return distrust != null ? distrust : engineSays;
        }
        return inHand.isEmpty() ? null : steps.storeTrouble();
    }

    private SlotState state(@Nullable Run run) {
        if (quarantine.active()) {
            return SlotState.QUARANTINED;
        }
        if (blocked) {
            return SlotState.BLOCKED;
        }
        if (drainState.draining()) {
            return SlotState.DRAINING;
        }
        return SlotStates.of(run, steps.closed(), engine.health().state());
    }
}
