package imece.gateway.dispatch;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.background.WorkLoop;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.dispatch.DispatchRound.RoundEnd;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.rows.NewsLost;
import imece.gateway.line.ChangedElsewhere;
import imece.gateway.workers.WorkerRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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
 * Sees to it that slots have their next jobs, as long as this gateway leads (decision 0094). It is woken by whatever may free a
 * seat or fill the line, and asks the database only where that can lead to something; its tick heals what a lost wake-up left,
 * and sees which runs are about to end.
 */
@Component
class Dispatcher implements SmartLifecycle, PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private static final Duration TICK = Duration.ofMillis(300);

    /** While no slot has anything. */
    private static final Duration IDLE_TICK = Duration.ofSeconds(1);

    private static final Duration REPEATS = Duration.ofSeconds(1);
    private static final Duration REREADS = Duration.ofSeconds(5);

    /** A broker that takes nothing for so long may take something from another gateway. */
    private static final Duration HELD_BACK = Duration.ofSeconds(10);

    private final Leadership leadership;
    private final DispatchRound round;
    private final WorkerRegistry workers;
    private final MessagePublisher publisher;
    private final DispatchSettings settings;
    private final MonotonicClock clock;
    private final DuePass due = new DuePass();
    private final Semaphore wakes = new Semaphore(0);
    private final WorkLoop loop = new WorkLoop("dispatcher", new Passes());
    private volatile boolean woken;
    private long term = -1;
    private boolean uncertain;
    private boolean troubled;
    private Moment nextTick;
    private Moment nextRepeat;
    private Moment nextReread;
    private @Nullable Moment heldBackSince;

    Dispatcher(
            Leadership leadership,
            DispatchRound round,
            WorkerRegistry workers,
            MessagePublisher publisher,
            DispatchSettings settings,
            MonotonicClock clock) {
        this.leadership = leadership;
        this.round = round;
        this.workers = workers;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
        this.nextTick = clock.now();
        this.nextRepeat = nextTick;
        this.nextReread = nextTick;
    }

    /** Something may be stuck: the next pass asks the database, whatever is remembered. Never blocks. */
    void wake() {
        woken = true;
        wakeUp();
    }

    private void wakeUp() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    @EventListener
    void on(JobsCommitted committed) {
        for (Job job : committed.jobs()) {
            changed(job.status(), job.counters().epoch() == 0);
        }
    }

    /** It may have been ours. */
    @EventListener
    void on(NewsLost lost) {
        wake();
    }

    @EventListener
    void on(ChangedElsewhere change) {
        changed(change.status(), change.joined());
    }

    @EventListener
    void on(WorkerRegistry.SlotsGrew grew) {
        wakeIf(due.opened());
    }

    private void changed(@Nullable JobStatus status, boolean joined) {
        switch (status) {
            // One that is given back has left a seat, too.
            case QUEUED -> wakeIf(joined ? due.queued() : due.queuedAndOpened());
            case DISPATCHED -> {}
            case PROCESSING, COMPLETE, ERROR, CANCELLED -> wakeIf(due.opened());
            case null -> wakeIf(due.queuedAndOpened());
        }
    }

    private void wakeIf(boolean isDue) {
        if (isDue && leadership.held()) {
            wakeUp();
        }
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
                if (loop.isRunning()) {
                    dispatch();
                }
            } catch (DataAccessException | SQLException e) {
                uncertain = true;
                trouble("the database does not answer (" + e.getMessage() + ")");
            } catch (RuntimeException e) {
                uncertain = true;
                nextTick = clock.now().plus(TICK);
                log.error("A dispatch pass failed; the next one tries again. No job is lost.", e);
            }
        }

        @Override
        public void wake() {
            Dispatcher.this.wake();
        }

        @Override
        public void ended() {
            leadership.close();
        }

        @Override
        public void revived() {
            uncertain = true;
        }
    }

    /** Until the next tick, or until the lead has to be asked for. */
    private Duration pause() {
        Duration lead = leadership.untilNext();
        if (!leadership.held()) {
            return lead;
        }
        Duration tick = clock.now().until(nextTick);
        Duration pause = tick.compareTo(lead) < 0 ? tick : lead;
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    private void dispatch() throws SQLException {
        OptionalLong leads = fit() ? leadership.term(round.heardTerms()) : OptionalLong.empty();
        if (leads.isEmpty()) {
            return;
        }
        Moment now = clock.now();
        if (leads.getAsLong() != term || uncertain) {
            round.begin(leads.getAsLong());
            term = leads.getAsLong();
            uncertain = false;
            woken = true;
        }
        if (publisher.heldBack()) {
            trouble("the broker is short of memory or disk");
            return;
        }
        if (!now.isBefore(nextReread)) {
            round.reread();
            nextReread = now.plus(REREADS);
        }
        play(now);
        if (!now.isBefore(nextRepeat)) {
            round.repeatOrders();
            nextRepeat = now.plus(REPEATS);
        }
    }

    private void play(Moment now) {
        if (!woken && now.isBefore(nextTick) && !due.isDue()) {
            return;
        }
        woken = false;
        due.begun();
        RoundEnd end = round.play(term);
        if (!end.leads()) {
            leadership.stepDown("another gateway leads");
            return;
        }
        if (troubled) {
            log.info("Dispatching again.");
            troubled = false;
        }
        nextTick = now.plus(round.somethingIsPlaced() ? TICK : IDLE_TICK);
        if (due.ended(end.left())) {
            wakeUp();
        }
    }

    /** Whether this gateway may lead: it hears the farm, and the broker takes what it says. */
    private boolean fit() {
        if (workers.listening().compareTo(settings.listensFirst()) < 0) {
            stepDown("it has not heard workers for long enough");
            return false;
        }
        if (!publisher.reachable()) {
            trouble("the broker cannot be reached");
            stepDown("the broker cannot be reached");
            return false;
        }
        if (!publisher.heldBack()) {
            heldBackSince = null;
            return true;
        }
        Moment since = heldBackSince == null ? clock.now() : heldBackSince;
        heldBackSince = since;
        if (since.until(clock.now()).compareTo(HELD_BACK) > 0) {
            stepDown("the broker takes nothing from it");
            return false;
        }
        return true;
    }

    private void stepDown(String why) {
        if (leadership.held()) {
            leadership.stepDown(why);
        } else {
            leadership.waitOn();
        }
    }

    private void trouble(String what) {
        if (!troubled) {
            log.warn("Nothing is dispatched: {}. Jobs wait in the line and go on by themselves.", what);
        }
        troubled = true;
        nextTick = clock.now().plus(TICK);
    }
}
