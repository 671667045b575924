package imece.worker.engine;

import imece.contract.RenderSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine in another process, looked at from time to time. While runs are in its hands nobody looks. */
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
    private final RunsInEngine runs;

    /**
     * An engine that is not watched yet.
     *
     * @param slot its slot's name, for the log
     * @param changed is called after each change of its health
     */
    public WatchedEngine(ImageEngine engine, String slot, Runnable changed) {
        this(engine, slot, 1, changed, Optional::empty);
    }

    /**
     * An engine whose process somebody here keeps.
     *
     * @param seats how many runs may be in its hands at once; while as many do not come back, it is stalled
     * @param trouble a sentence on why that process is not there, if it is not
     */
    public WatchedEngine(
            ImageEngine engine, String slot, int seats, Runnable changed, Supplier<Optional<String>> trouble) {
        this.engine = engine;
        this.runs = new RunsInEngine(seats);
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
        return runs.stalled() ? health.stalled() : health;
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
        RunInEngine inEngine = runs.begin();
        cancellation.whenRequested(inEngine::stopAsked);
        try {
            RenderResult result = run.get();
            update(before -> before.ran(result));
            return result;
        } finally {
            runs.end(inEngine);
            lookNow.release();
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (runs.none()) {
                    EngineReadiness seen = explained(engine.look());
                    // A run that began meanwhile knows better.
                    if (runs.none()) {
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

    /** One run that the engine has in its hands. */
    private static final class RunInEngine {

        private volatile @Nullable Long stopAsked;

        void stopAsked() {
            stopAsked = System.nanoTime();
        }

        boolean stalled() {
            Long asked = stopAsked;
            return asked != null && System.nanoTime() - asked > STALLED_AFTER.toNanos();
        }
    }

    /** All of them; more than one only in an engine that draws several pictures at once. */
    private static final class RunsInEngine {

        private final int seats;
        private final Set<RunInEngine> runs = ConcurrentHashMap.newKeySet();

        RunsInEngine(int seats) {
            this.seats = seats;
        }

        RunInEngine begin() {
            RunInEngine run = new RunInEngine();
            runs.add(run);
            return run;
        }

        void end(RunInEngine run) {
            runs.remove(run);
        }

        boolean none() {
            return runs.isEmpty();
        }

        boolean stalled() {
            return runs.stream().filter(RunInEngine::stalled).count() >= seats;
        }
    }
}
