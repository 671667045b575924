package imece.worker.engine;

import imece.contract.RenderSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine in another process, looked at from time to time. While a run is in its hands nobody looks. */
public final class WatchedEngine implements ImageEngine, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchedEngine.class);
    private static final Duration STALLED_AFTER = Duration.ofSeconds(2);

    private final ImageEngine engine;
    private final String slot;
    private final Runnable changed;
    private final Supplier<Optional<String>> trouble;
    private final Semaphore lookNow = new Semaphore(0);
    private final Thread thread;
    private volatile EngineHealth health = EngineHealth.UNKNOWN;
    private volatile boolean running;
    private volatile long stopAsked;

    /**
     * An engine that is not watched yet.
     *
     * @param slot its slot's name, for the log
     * @param changed is called after each change of its health
     */
    public WatchedEngine(ImageEngine engine, String slot, Runnable changed) {
        this(engine, slot, changed, Optional::empty);
    }

    /**
     * An engine whose process somebody here keeps.
     *
     * @param trouble a sentence on why that process is not there, if it is not
     */
    public WatchedEngine(ImageEngine engine, String slot, Runnable changed, Supplier<Optional<String>> trouble) {
        this.engine = engine;
        this.trouble = trouble;
        this.slot = slot;
        this.changed = changed;
        this.thread = Thread.ofPlatform().name("engine-watch-" + slot).daemon().unstarted(this::watch);
    }

    /** Looks at it from now on. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    @Override
    public EngineProfile profile() {
        return engine.profile();
    }

    @Override
    public EngineReadiness look() {
        return engine.look();
    }

    @Override
    public EngineHealth health() {
        long asked = stopAsked;
        boolean stalled = running && asked != 0 && System.nanoTime() - asked > STALLED_AFTER.toNanos();
        return stalled ? health.stalled() : health;
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return watched(cancellation, () -> engine.render(job, spec, watcher, cancellation));
    }

    @Override
    public RenderResult renderFrom(
            InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return watched(cancellation, () -> engine.renderFrom(init, job, spec, watcher, cancellation));
    }

    private RenderResult watched(Cancellation cancellation, Supplier<RenderResult> run) {
        stopAsked = 0;
        running = true;
        cancellation.whenRequested(() -> stopAsked = System.nanoTime());
        try {
            RenderResult result = run.get();
            update(before -> before.ran(result));
            return result;
        } finally {
            running = false;
            lookNow.release();
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!running) {
                    EngineReadiness seen = explained(engine.look());
                    // A run that began meanwhile knows better.
                    if (!running) {
                        update(before -> before.seen(seen));
                    }
                }
                lookNow.drainPermits();
                boolean early = lookNow.tryAcquire(health.pause().toNanos(), TimeUnit.NANOSECONDS);
                if (early && !health.ready()) {
                    // A run was refused: the pause holds all the same.
                    TimeUnit.NANOSECONDS.sleep(health.pause().toNanos());
                }
            }
        } catch (InterruptedException e) {
            log.debug("The engine of slot {} is no longer watched.", slot);
        }
    }

    /** Of an engine that does not answer, whoever keeps its process knows more. */
    private EngineReadiness explained(EngineReadiness seen) {
        return seen instanceof EngineReadiness.Starting
                ? trouble.get()
                        .<EngineReadiness>map(EngineReadiness.Starting::new)
                        .orElse(seen)
                : seen;
    }

    private synchronized void update(UnaryOperator<EngineHealth> news) {
        EngineHealth before = health;
        health = news.apply(before);
        if (before.state() == health.state() && before.why().equals(health.why())) {
            return;
        }
        if (health.ready()) {
            log.info(
                    "Slot {} takes jobs: its engine {} is ready.",
                    slot,
                    profile().title());
        } else {
            log.warn("Slot {} takes no jobs until its engine is ready. {}", slot, health.why());
        }
        changed.run();
    }
}
