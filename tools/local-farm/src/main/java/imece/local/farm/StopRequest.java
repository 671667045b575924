package imece.local.farm;

import imece.local.os.StopSignals;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The request that the farm ends. The first one interrupts what is under way, a start above all; the second one hurries the end. */
public final class StopRequest {
    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private final String answer;
    private @Nullable Thread starter;

    /** Nothing is requested yet; the answer is what the terminal says to the first request. */
    public StopRequest(String answer) {
        this.answer = answer;
    }

    /** From now on SIGTERM, SIGINT and SIGHUP are such requests. */
    public void listen(Console console) {
        StopSignals.onEach(() -> request(console));
    }

    /** What each signal does. */
    public void request(Console console) {
        if (requested.complete(null)) {
            console.say(answer);
            interruptStarter();
        } else {
            hurry.complete(null);
        }
    }

    /** Runs something that the request interrupts. */
    public void interruptible(Runnable start) {
        synchronized (this) {
            if (requested.isDone()) {
                return;
            }
            starter = Thread.currentThread();
        }
        try {
            start.run();
        } finally {
            synchronized (this) {
                starter = null;
            }
            if (Thread.interrupted()) {
                // Taken back: the end that follows must be able to wait, and the request itself is remembered.
                requested.complete(null);
            }
        }
    }

    /** Whether somebody has requested it. */
    public boolean isRequested() {
        return requested.isDone();
    }

    /** Waits for the request. */
    void await() {
        requested.join();
    }

    /** Complete when it was requested twice. */
    public CompletableFuture<Void> hurry() {
        return hurry;
    }

    private synchronized void interruptStarter() {
        if (starter != null) {
            starter.interrupt();
        }
    }
}
