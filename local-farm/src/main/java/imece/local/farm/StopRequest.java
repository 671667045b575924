package imece.local.farm;

import imece.local.os.StopSignals;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The wish that the farm ends. The first one interrupts what is under way, a start above all; the second one hurries the end. */
public final class StopRequest {
    private final CompletableFuture<Void> wished = new CompletableFuture<>();
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private final String answer;
    private @Nullable Thread starter;

    /** Nothing is wished yet; the answer is what the terminal says to the first wish. */
    public StopRequest(String answer) {
        this.answer = answer;
    }

    /** From now on SIGTERM, SIGINT and SIGHUP are such wishes. */
    public void listen(Console console) {
        StopSignals.onEach(() -> wish(console));
    }

    /** What each signal does. */
    public void wish(Console console) {
        if (wished.complete(null)) {
            console.say(answer);
            interruptStarter();
        } else {
            hurry.complete(null);
        }
    }

    /** Runs something that the wish interrupts. */
    public void interruptible(Runnable start) {
        synchronized (this) {
            if (wished.isDone()) {
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
                // Taken back: the end that follows must be able to wait, and the wish itself is remembered.
                wished.complete(null);
            }
        }
    }

    /** Whether somebody has wished it. */
    public boolean isWished() {
        return wished.isDone();
    }

    /** Waits for the wish. */
    void await() {
        wished.join();
    }

    /** Complete when it was wished twice. */
    public CompletableFuture<Void> hurry() {
        return hurry;
    }

    private synchronized void interruptStarter() {
        if (starter != null) {
            starter.interrupt();
        }
    }
}
