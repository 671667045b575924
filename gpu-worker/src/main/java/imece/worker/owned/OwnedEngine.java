package imece.worker.owned;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine's process that belongs to one slot: started with the worker, started again when it ends, with ever longer pauses if
 * it ends soon, and ended with all its children when the worker ends, however that happens.
 */
public final class OwnedEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnedEngine.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String slot;
    private final EngineCommand command;
    private final Duration grace;
    private final EngineLog words;
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Leash leash;
    private volatile @Nullable String trouble;

    /** An engine that is not started yet. */
    public OwnedEngine(String slot, EngineCommand command) {
        this(slot, command, GRACE);
    }

    /**
     * The same.
     *
     * @param grace how long it has after TERM before it gets KILL; whole seconds, at least one
     */
    OwnedEngine(String slot, EngineCommand command, Duration grace) {
        this.grace = grace;
        this.slot = slot;
        this.command = command;
        this.words = new EngineLog(slot);
        this.thread = Thread.ofPlatform().name("engine-of-" + slot).daemon().unstarted(this::keep);
    }

    /** Starts it, and sees to it from now on. */
    public void start() {
        thread.start();
    }

    /** Why it has ended, or can't be started, and its last words, in a sentence; empty if nothing is known against it. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends its process and starts it anew; returns at once. */
    public synchronized void restart() {
        if (leash != null && !closed) {
            log.warn("The engine of slot {} is restarted.", slot);
            leash.letGo();
        }
    }

    /** Ends it; returns when nothing of it is left, or five seconds after it was killed. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (leash == null) {
                thread.interrupt();
            } else {
                leash.letGo();
            }
        }
        Duration patience = grace.plusSeconds(5);
        try {
            if (!thread.join(patience)) {
                log.warn("The engine of slot {} has not ended within {} s.", slot, patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        Restarts restarts = Restarts.NONE;
        try {
            while (!closed) {
                restarts = restarts.after(live());
                if (!closed) {
                    log.warn(
                            "The engine of slot {} is started again in {} s. Its last words: {}",
                            slot,
                            restarts.pause().toSeconds(),
                            words.lastWords());
                    TimeUnit.NANOSECONDS.sleep(restarts.pause().toNanos());
                }
            }
        } catch (InterruptedException e) {
            log.debug("The engine of slot {} is no longer kept.", slot);
        }
    }

    /** Starts it and waits for its end; how long it lived. */
    private Duration live() throws InterruptedException {
        Leash begun = begin();
        if (begun == null) {
            return Duration.ZERO;
        }
        int status = begun.awaitEnd();
        synchronized (this) {
            leash = null;
        }
        if (!closed) {
            trouble = "Its engine has ended with status " + status + " and is started again. Its last words: "
                    + words.lastSentence();
            log.warn("The engine of slot {} has ended with status {}.", slot, status);
        }
        return begun.age();
    }

    private synchronized @Nullable Leash begin() {
        if (closed) {
            return null;
        }
        try {
            Leash begun = Leash.on(command, grace, words);
            leash = begun;
            // Not the whole line: passwords stand in some.
            log.info(
                    "The engine of slot {} is starting: {} …",
                    slot,
                    command.line().split("\\s", 2)[0]);
            return begun;
        } catch (IOException e) {
            trouble = "Its engine can't be started: " + e.getMessage();
            log.error("The engine of slot {} can't be started: {}", slot, e.getMessage());
            return null;
        }
    }
}
