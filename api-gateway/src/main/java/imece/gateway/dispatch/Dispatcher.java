package imece.gateway.dispatch;

import imece.contract.Topology;
import imece.fault.FaultPoint;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.background.WorkLoop;
import imece.gateway.broker.LaneQueues;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.dispatch.DueLanes.LaneWindow;
import imece.gateway.dispatch.DueLanes.Left;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import imece.gateway.job.rows.NewsLost;
import imece.gateway.line.ChangedElsewhere;
import imece.gateway.workers.WorkerRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Keeps a shallow window of jobs with the broker: about one waiting message per live slot. It is woken by whatever may open
 * the window or fill the line, and asks the database only where that can lead to something; its tick heals what a lost wake-up
 * left.
 */
@Component
class Dispatcher implements SmartLifecycle, PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration TICK = Duration.ofMillis(500);

    /** How long the lock is kept for the passes that follow; others wait for it, so it is no longer than a glance. */
    private static final Duration KEEPS_LOCK = Duration.ofMillis(250);

    private final DispatchRows rows;
    private final DispatchLock lock;
    private final WorkerRegistry workers;
    private final MessagePublisher publisher;
    private final LaneQueues queues;
    private final LaneCallOrders laneCalls;
    private final JobPublisher jobPublisher;
    private final JobWriter writer;
    private final StoreGate store;
    private final DueLanes due = new DueLanes();
    private final Semaphore wakes = new Semaphore(0);
    private final WorkLoop loop = new WorkLoop("dispatcher", new Passes());
    private volatile boolean forget = true;
    private long asked = System.nanoTime() - TICK.toNanos();
    private boolean troubled;

    Dispatcher(
            DispatchRows rows,
            DispatchLock lock,
            WorkerRegistry workers,
            MessagePublisher publisher,
            LaneQueues queues,
            LaneCallOrders laneCalls,
            JobPublisher jobPublisher,
            JobWriter writer,
            StoreGate store) {
        this.rows = rows;
        this.lock = lock;
        this.workers = workers;
        this.publisher = publisher;
        this.queues = queues;
        this.laneCalls = laneCalls;
        this.jobPublisher = jobPublisher;
        this.writer = writer;
        this.store = store;
    }

    /** Something may be stuck: the next pass asks the database, whatever is remembered. Never blocks. */
    void wake() {
        forget = true;
        wakeUp();
    }

    private void wakeUp() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    @EventListener
    void on(JobsCommitted committed) {
        boolean now = false;
        for (Job job : committed.jobs()) {
            now |= changed(job.lane(), job.status(), job.counters().epoch() == 0);
        }
        if (now) {
            wakeUp();
        }
    }

    /** It may have been ours. */
    @EventListener
    void on(NewsLost lost) {
        wake();
    }

    /** Whoever committed it dispatches, unless this gateway is the one that has the lock just now. */
    @EventListener
    void on(ChangedElsewhere change) {
        if (changed(change.lane(), change.status(), change.joined()) && lock.holds(change.lane())) {
            wakeUp();
        }
    }

    @EventListener
    void on(WorkerRegistry.SlotsGrew grew) {
        if (due.opened()) {
            wakeUp();
        }
    }

    private boolean changed(String lane, @Nullable JobStatus status, boolean joined) {
        return switch (status) {
            case QUEUED -> {
                // One that is given back has made room, too.
                boolean opened = !joined && due.opened(lane);
                yield due.queued(lane) || opened;
            }
            case DISPATCHED -> false;
            case PROCESSING, COMPLETE, ERROR, CANCELLED -> due.opened(lane);
            case null -> {
                boolean opened = due.opened(lane);
                yield due.queued(lane) || opened;
            }
        };
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(loop.watch());
    }

    private final class Passes implements WorkLoop.LoopBody {

        @Override
        public void pass() throws InterruptedException {
            try {
                if (wakes.tryAcquire(pause().toNanos(), TimeUnit.NANOSECONDS)) {
                    wakes.drainPermits();
                }
                dispatch();
                if (lock.heldFor()
                        .filter(held -> held.compareTo(KEEPS_LOCK) >= 0)
                        .isPresent()) {
                    lock.release();
                }
            } catch (DataAccessException | SQLException e) {
                trouble("the database does not answer (" + e.getMessage() + ")");
            } catch (RuntimeException e) {
                log.error("A dispatch pass failed; the next one tries again. No job is lost.", e);
            }
        }

        @Override
        public void wake() {
            Dispatcher.this.wake();
        }

        @Override
        public void ended() {
            letGo();
        }
    }

    /** Until the next tick, or until the lock is to be let go. */
    private Duration pause() {
        Duration tick = TICK.minusNanos(System.nanoTime() - asked);
        Duration held = lock.heldFor().map(KEEPS_LOCK::minus).orElse(tick);
        Duration pause = held.compareTo(tick) < 0 ? held : tick;
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    private void dispatch() throws SQLException {
        if (forget || System.nanoTime() - asked >= TICK.toNanos()) {
            forget = false;
            asked = System.nanoTime();
            due.asked(rows.lanesWithWork());
        }
        Set<String> lanes = due.take();
        if (!lanes.isEmpty() && publisher.heldBack()) {
            trouble("the broker is short of memory or disk");
            return;
        }
        if (!lanes.isEmpty() && !publisher.reachable()) {
            trouble("the broker cannot be reached");
            return;
        }
        StoreGate.Opening opening = lanes.isEmpty() ? StoreGate.Opening.WIDE : store.now();
        switch (opening) {
            case WIDE -> fill(lanes);
            case ONE_JOB -> fillWithOne(lanes);
            case SHUT -> letGo();
        }
        if (troubled && opening != StoreGate.Opening.SHUT) {
            log.info("Dispatching again.");
            troubled = false;
        }
    }

    private void fill(Set<String> lanes) throws SQLException {
        for (String lane : lanes) {
            int unused = fill(lane, LaneWindow.of(lane, workers.liveSlots(), laneCalls.overdue()));
        }
    }

    /** Where somebody can draw it; one that lies with the broker already is as good. */
    private void fillWithOne(Set<String> lanes) throws SQLException {
        for (String lane : lanes) {
            if (workers.liveSlots(lane) > 0 && fill(lane, 1) > 0) {
                return;
            }
        }
        store.unused();
    }

    /** Returns how many jobs of the lane are with the broker now. */
    private int fill(String lane, int window) throws SQLException {
        if (window == 0) {
            due.left(lane, Left.FULL);
            return 0;
        }
        DispatchPass pass = writer.dispatch(lock, lane, window, dispatched -> {
            due.left(lane, left(dispatched, window));
            return dispatched.jobs().isEmpty() ? List.of() : published(lane, dispatched);
        });
        if (!pass.jobs().isEmpty() && !lane.equals(Topology.DEFAULT_LANE)) {
            laneCalls.call();
        }
        return pass.handedBefore() + pass.jobs().size();
    }

    /** Gives them to the broker. Returns those that are certainly in no queue. */
    private List<Job> published(String lane, DispatchPass next) {
        FaultPoint.DISPATCH_COMMITTED.reached();
        queues.declare(List.of(lane));
        List<Job> refused = jobPublisher.toBroker(next.jobs(), next.secrets());
        if (!refused.isEmpty()) {
            log.warn("The broker has no queue for lane {}: {} job(s) go back to the line.", lane, refused.size());
        }
        return refused;
    }

    private static Left left(DispatchPass pass, int window) {
        if (pass.handedBefore() + pass.chosen() < window) {
            return Left.DRY;
        }
        return pass.more() ? Left.FULL : Left.EVEN;
    }

    private void trouble(String what) {
        // Another gateway may be better off.
        letGo();
        if (!troubled) {
            log.warn("Nothing is dispatched: {}. Jobs wait in the line and go on by themselves.", what);
        }
        troubled = true;
    }

    private void letGo() {
        try {
            lock.release();
        } catch (SQLException e) {
            log.debug("The dispatch lock went with its session: {}", e.getMessage());
        }
    }
}
