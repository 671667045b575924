package imece.worker.slot;

import imece.contract.LiveEvent;
import imece.contract.RunKey;
import imece.worker.gpu.GpuFigures;
import imece.worker.run.Run;
import imece.worker.run.RunEvents;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every two seconds, and soon after each change, that this process lives, and what its slots are up to. A beat tells of
 * all slots, so a worker with many short jobs does not beat for each of their steps.
 */
public final class HeartbeatSender {

    private static final Logger log = LoggerFactory.getLogger(HeartbeatSender.class);
    private static final long EVERY_MILLIS = 2_000;
    private static final long LEAST_GAP_MILLIS = 100;

    private final WorkerIdentity identity;
    private final DrainState drainState;
    private final List<Slot> slots;
    private final Function<String, GpuFigures> figures;
    private final RunEvents events;
    private final InstantSource clock;
    private volatile boolean started;
    private volatile long lastBeat = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LEAST_GAP_MILLIS);
    private final AtomicBoolean beatIsDue = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heart").daemon().factory());

    /**
     * A heart that does not beat yet.
     *
     * @param slots all of this process, once it has started
     * @param figures what is known of the GPU with this id; cheap
     */
    public HeartbeatSender(
            WorkerIdentity identity,
            DrainState drainState,
            List<Slot> slots,
            Function<String, GpuFigures> figures,
            RunEvents events,
            InstantSource clock) {
        this.identity = identity;
        this.drainState = drainState;
        this.slots = slots;
        this.figures = figures;
        this.events = events;
        this.clock = clock;
    }

    /** Says that the worker is up, and beats from now on. */
    public void start() {
        events.tell(new LiveEvent.WorkerUp(
                identity.worker(), identity.instance(), identity.host(), identity.softwareVersion(), clock.instant()));
        started = true;
        ScheduledFuture<?> unused = thread.scheduleAtFixedRate(this::beat, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Something has changed: beats at once, or with what else changes until the last beat is a tenth of a second old. */
    public void changed() {
        if (started && !thread.isShutdown() && beatIsDue.compareAndSet(false, true)) {
            long wait = TimeUnit.MILLISECONDS.toNanos(LEAST_GAP_MILLIS) - (System.nanoTime() - lastBeat);
            ScheduledFuture<?> unused = thread.schedule(
                    () -> {
                        beatIsDue.set(false);
                        beat();
                    },
                    wait,
                    TimeUnit.NANOSECONDS);
        }
    }

    /** Says that the worker goes, as its last word. */
    public void stop() {
        thread.shutdownNow();
        events.tell(new LiveEvent.WorkerDown(identity.worker(), identity.instance(), clock.instant()));
    }

    /** One beat that fails must not be the last one: a scheduled task that throws is not run again. */
    private void beat() {
        lastBeat = System.nanoTime();
        try {
            tell();
        } catch (RuntimeException e) {
            log.error("A heartbeat could not be told; the next one is tried. This is a bug.", e);
        }
    }

    private void tell() {
        List<RunKey> inHand = slots.stream()
                .map(Slot::inHand)
                .flatMap(List::stream)
                .map(Run::key)
                .toList();
        events.tell(new LiveEvent.Heartbeat(
                identity.worker(),
                identity.instance(),
                identity.host(),
                identity.softwareVersion(),
                drainState.state(),
                slots.stream()
                        .map(slot -> slot.report(figures.apply(slot.name())))
                        .toList(),
                inHand));
    }
}
