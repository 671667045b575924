package imece.worker.engine;

import java.time.Duration;

/** Tells whoever is at work that it is no longer wanted. Once requested it stays so. */
public interface Cancellation {

    /** Whether to stop now. */
    boolean requested();

    /** Waits for so long, but no longer than until the request; true = stop now. An interrupted thread counts as a request. */
    boolean await(Duration time);

    /** Runs the action once on the request, at once if it was made already, on the thread that makes it. */
    void whenRequested(Runnable action);
}
