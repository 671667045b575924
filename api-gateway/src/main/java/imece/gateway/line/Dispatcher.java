package imece.gateway.line;

import imece.contract.RenderJob;
import imece.contract.RenderJob.Avoid;
import imece.contract.RenderJob.Neighbours;
import imece.fault.FaultPoint;
import imece.gateway.GatewaySettings;
import imece.gateway.broker.Postbox;
import imece.gateway.broker.Postbox.Handed;
import imece.gateway.farm.Farm;
import imece.gateway.job.Blame;
import imece.gateway.job.Job;
import imece.gateway.job.JobLog;
import imece.gateway.job.JobState;
import imece.gateway.job.JobsCommitted;
import imece.gateway.picture.UploadUrls;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Keeps a shallow window of jobs with the broker: about one waiting message per live slot. It is woken by whatever may open
 * the window or fill the line; its tick only heals what a lost wake-up left.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration CONFIRMS_WITHIN = Duration.ofSeconds(2);
    private static final long TICK_MILLIS = 500;

    private final DispatchRows rows;
    private final DispatchLock lock;
    private final Farm farm;
    private final Postbox postbox;
    private final UploadUrls uploadUrls;
    private final GatewaySettings settings;
    private final ApplicationEventPublisher events;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean running;
    private final Counter dispatched;
    private volatile @Nullable Thread thread;
    private boolean troubled;

    Dispatcher(
            DispatchRows rows,
            DispatchLock lock,
            Farm farm,
            Postbox postbox,
            UploadUrls uploadUrls,
            GatewaySettings settings,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.dispatched = meters.counter("imece.dispatched");
        this.rows = rows;
        this.lock = lock;
        this.farm = farm;
        this.postbox = postbox;
        this.uploadUrls = uploadUrls;
        this.settings = settings;
        this.events = events;
    }

    /** The line or the window may have changed. Never blocks, never dispatches on the caller's thread. */
    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    @EventListener
    void on(JobsCommitted committed) {
        wake();
    }

    @EventListener
    void on(Farm.SlotsGrew grew) {
        wake();
    }

    @Override
    public void start() {
        running = true;
        startThread();
    }

    /** Its thread ends only with the process; should it ever die, another one goes on. */
    void reviveThread() {
        Thread last = thread;
        if (running && last != null && !last.isAlive()) {
            log.error("The dispatcher's thread had died; another one goes on. This is a bug.");
            startThread();
        }
    }

    private void startThread() {
        thread = Thread.ofPlatform().name("dispatcher").daemon().start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        wake();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        while (running) {
            try {
                if (wakes.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    wakes.drainPermits();
                }
                pass();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | SQLException e) {
                trouble("the database does not answer (" + e.getMessage() + ")");
            } catch (RuntimeException e) {
                log.error("A dispatch pass failed; the next one tries again. No job is lost.", e);
            }
        }
    }

    private void pass() throws SQLException {
        List<String> lanes = rows.lanesWithWork();
        if (!lanes.isEmpty() && postbox.heldBack()) {
            trouble("the broker is short of memory or disk");
            return;
        }
        if (!lanes.isEmpty() && !postbox.reachable()) {
            trouble("the broker cannot be reached");
            return;
        }
        for (String lane : lanes) {
            lock.holding(lane, connection -> fill(connection, lane));
        }
        if (troubled) {
            log.info("Dispatching again.");
            troubled = false;
        }
    }

    private void fill(Connection connection, String lane) throws SQLException {
        FaultPoint.DISPATCH_LOCKED.reached();
        int window = Math.max(1, farm.liveSlots(lane));
        List<Job> next = rows.dispatchNext(connection, lane, window);
        if (next.isEmpty()) {
            return;
        }
        FaultPoint.DISPATCH_COMMITTED.reached();
        List<Handed> handed = postbox.hand(next.stream().map(this::message).toList(), CONFIRMS_WITHIN);
        List<Job> refused = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            Job job = next.get(i);
            switch (handed.get(i)) {
                case CONFIRMED -> {
                    dispatched.increment();
                    JobLog.about(log.atInfo(), job)
                            .log(
                                    "dispatched, lane={} epoch={}",
                                    lane,
                                    job.counters().epoch());
                }
                case REFUSED -> refused.add(job);
                case UNKNOWN ->
                    JobLog.about(log.atWarn(), job)
                            .log(
                                    "was published without seeing its confirm. It is not published again under epoch {};"
                                            + " if it got lost, the reconciler takes it back.",
                                    job.counters().epoch());
            }
        }
        List<Job> changed = new ArrayList<>(next);
        if (!refused.isEmpty()) {
            log.warn("The broker has no queue for lane {}: {} job(s) go back to the line.", lane, refused.size());
            List<Job> back = rows.takeBack(connection, refused);
            changed.removeIf(job -> back.stream().anyMatch(other -> other.id().equals(job.id())));
            changed.addAll(back);
        }
        events.publishEvent(new JobsCommitted(changed, null));
    }

    private RenderJob message(Job job) {
        UUID init = job.spec().initImageId();
        return new RenderJob(
                job.id(),
                job.counters().epoch(),
                job.lane(),
                job.spec(),
                uploadUrls.urls(job.id(), job.counters().epoch()),
                init == null ? List.of() : uploadUrls.ofInitPicture(init),
                Math.toIntExact(settings.maxRun().toSeconds()),
                settings.maxDeliveries(),
                job.counters().attempt() + 1,
                job.traceparent(),
                avoided(job),
                Blame.mustRunAlone(job.counters()) ? Neighbours.NONE : Neighbours.ANY);
    }

    /** The slot where it has just failed, if there is another one to try. */
    private @Nullable Avoid avoided(Job job) {
        return job.state() instanceof JobState.Dispatched dispatched
                        && dispatched.avoid() != null
                        && farm.servedBesides(job.lane(), dispatched.avoid())
                ? dispatched.avoid()
                : null;
    }

    private void trouble(String what) {
        if (!troubled) {
            log.warn("Nothing is dispatched: {}. Jobs wait in the line and go on by themselves.", what);
        }
        troubled = true;
    }
}
