package imece.local.farm;

import imece.local.os.StopSignals;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The wish that the farm ends. The first signal interrupts a start that is under way; the second one hurries the end. */
final class StopRequest {
    private final CompletableFuture<Void> wished = new CompletableFuture<>();
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private @Nullable Thread starter;

    void listen(Console console) {
        StopSignals.onEach(() -> {
            if (wished.complete(null)) {
                console.say("Stopping: workers may finish their picture (a second signal shortens that) …");
                interruptStarter();
            } else {
                hurry.complete(null);
            }
        });
    }

    /** Runs something that the wish interrupts. */
    void interruptible(Runnable start) {
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

    boolean isWished() {
        return wished.isDone();
    }

    /** Waits for the wish. */
    void await() {
        wished.join();
    }

    CompletableFuture<Void> hurry() {
        return hurry;
    }

    private synchronized void interruptStarter() {
        if (starter != null) {
            starter.interrupt();
        }
    }
}
