package imece.worker.run;

import imece.worker.engine.Cancellation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The request that a run ends before its time, with its cause. The first cause stands. */
public final class RunStop implements Cancellation {

    /** Why a run is stopped. */
    public enum Cause {
        /** It was cancelled or no longer counts. */
        ORDERED,
        /** The worker ends and can't wait any longer. */
        DRAINING,
        /** The engine gave no sign of life. */
        STALLED,
        /** The run took longer than it may. */
        TOO_LONG
    }

    private final CompletableFuture<Cause> cause = new CompletableFuture<>();

    /** Asks for the end; true if nobody had before. */
    public boolean request(Cause why) {
        return cause.complete(why);
    }

    /** Why, if it was asked for. */
    public Optional<Cause> cause() {
        return cause.isDone() ? Optional.of(cause.join()) : Optional.empty();
    }

    @Override
    public boolean requested() {
        return cause.isDone();
    }

    @Override
    public boolean await(Duration time) {
        try {
            cause.get(Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A cause never completes exceptionally.", e);
        }
    }

    @Override
    public void whenRequested(Runnable action) {
        CompletableFuture<Void> unused = cause.thenAccept(why -> action.run());
    }
}
