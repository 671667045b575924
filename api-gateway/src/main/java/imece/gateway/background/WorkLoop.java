package imece.gateway.background;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of its own that does one piece of work after the other until it is stopped. Work deals with its failures itself;
 * should the thread die all the same, another one goes on.
 */
public final class WorkLoop {

    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
    private static final Duration WATCHED_EVERY = Duration.ofSeconds(5);

    /** Two loops in a row end within the time that the gateway has for ending. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(3);

    private final String name;
    private final LoopBody body;
    private final Duration endsWithin;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    /** What a loop does. All of it is called on the loop's thread, but for {@link #wake} and {@link #revived}. */
    public interface LoopBody {

        /**
         * Waits for something to do, and does it.
         *
         * @throws InterruptedException if it was stopped in the middle of it
         */
        void pass() throws InterruptedException;

        /** Ends the waiting of a pass, for the loop is about to stop. */
        default void wake() {}

        /** The last that is called: no pass follows. */
        default void ended() {}

        /** The thread had died, and another one is about to go on. */
        default void revived() {}
    }

    /**
     * A loop, not yet started.
     *
     * @param name of its thread
     */
    public WorkLoop(String name, LoopBody body) {
        this(name, body, ENDS_WITHIN);
    }

    WorkLoop(String name, LoopBody body, Duration endsWithin) {
        this.name = name;
        this.body = body;
        this.endsWithin = endsWithin;
    }

    /** Begins, in a thread of its own. */
    public synchronized void start() {
        running = true;
        startThread();
    }

    /** Lets the pass come to its end and waits for it, for some seconds; then it is interrupted. */
    public void stop() {
        Thread last;
        synchronized (this) {
            running = false;
            last = thread;
        }
        body.wake();
        try {
            if (last != null && last != Thread.currentThread() && !last.join(endsWithin)) {
                log.warn("'{}' has not ended within {} s; it is interrupted.", name, endsWithin.toSeconds());
                last.interrupt();
            }
        } catch (InterruptedException e) {
            last.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was started and not stopped. */
    public boolean isRunning() {
        return running;
    }

    /** What sees to it that the loop goes on. */
    public PeriodicTask watch() {
        return PeriodicTask.every(WATCHED_EVERY, "revive-" + name, this::revive).firstAfter(WATCHED_EVERY);
    }

    private synchronized void revive() {
        Thread last = thread;
        if (running && last != null && !last.isAlive()) {
            log.error("The thread '{}' had died; another one goes on. This is a bug.", name);
            body.revived();
            startThread();
        }
    }

    private void startThread() {
        thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((died, e) -> log.error("The thread '{}' died.", name, e))
                .start(this::run);
    }

    private void run() {
        try {
            while (running) {
                body.pass();
            }
        } catch (InterruptedException e) {
            log.debug("'{}' was interrupted.", name);
        }
        body.ended();
    }
}
