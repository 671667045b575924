package imece.worker;

import imece.contract.Topology;
import imece.worker.link.FarmLink;
import imece.worker.owned.OwnedEngine;
import imece.worker.slot.DrainState;
import imece.worker.slot.HeartbeatSender;
import imece.worker.slot.OrderReceiver;
import imece.worker.slot.Slot;
import imece.worker.slot.WorkerIdentity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Start and stop of the worker, in order. */
final class WorkerLife implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerLife.class);

    /** How long the engines have to let go, and the broker to confirm, once a stop has run out of patience. */
    static final Duration LAST_GRACE = Duration.ofSeconds(10);

    private final WorkerIdentity identity;
    private final FarmLink link;
    private final HeartbeatSender heartbeats;
    private final DrainState drainState;
    private final List<Slot> slots;
    private final OrderReceiver receiver;
    private final List<OwnedEngine> engines;
    private final String engine;
    private final Duration stopGrace;
    private volatile boolean running;

    WorkerLife(
            WorkerIdentity identity,
            FarmLink link,
            HeartbeatSender heartbeats,
            DrainState drainState,
            List<Slot> slots,
            OrderReceiver receiver,
            List<OwnedEngine> engines,
            String engine,
            Duration stopGrace) {
        this.identity = identity;
        this.link = link;
        this.heartbeats = heartbeats;
        this.drainState = drainState;
        this.slots = List.copyOf(slots);
        this.receiver = receiver;
        this.engines = List.copyOf(engines);
        this.engine = engine;
        this.stopGrace = stopGrace;
    }

    @Override
    public void start() {
        running = true;
        engines.forEach(OwnedEngine::start);
        String control =
                Topology.controlQueue(identity.worker(), identity.instance().toString());
        drainState.onChange(link::wake);
        drainState.onChange(heartbeats::changed);
        link.open(slots, receiver, control, drainState::stopping, this::ready);
        heartbeats.start();
    }

    private void ready() {
        String names = slots.stream().map(Slot::name).collect(Collectors.joining(" ", "[", "]"));
        log.info("Imece worker {} is ready: {} slot(s) {}, engine {}", identity.worker(), slots.size(), names, engine);
    }

    @Override
    public void stop() {
        running = false;
        drainState.stop();
        try {
            if (!link.awaitEnd(Duration.ofMillis(200))) {
                log.info("Stopping: what runs has {} s to finish.", stopGrace.toSeconds());
                finishOrGiveBack(link::awaitEnd, stopGrace, () -> slots.forEach(Slot::giveBack));
            }
            heartbeats.stop();
            link.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            engines.parallelStream().forEach(OwnedEngine::close);
            log.info("Imece worker {} has stopped.", identity.worker());
        }
    }

    /** Waits for the runs that are in hand; whether all of them have ended within this time. */
    interface EndOfRuns {
        boolean await(Duration patience) throws InterruptedException;
    }

    /** Lets the runs finish within the grace, gives back those that don't, and lets that be reported. */
    static void finishOrGiveBack(EndOfRuns runs, Duration grace, Runnable giveBack) throws InterruptedException {
        if (runs.await(grace)) {
            return;
        }
        log.warn("What still runs is given back to the line.");
        giveBack.run();
        if (!runs.await(LAST_GRACE)) {
            log.warn("Not everything could be reported; the broker hands those jobs out again.");
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
