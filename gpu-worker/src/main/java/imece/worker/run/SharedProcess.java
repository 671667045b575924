package imece.worker.run;

import imece.worker.engine.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which runs may be in this process at the same time. A job that may kill processes runs alone, so that its
 * neighbours are safe and its guilt or innocence shows; while it waits for the others to end, nothing new begins.
 */
public final class SharedProcess {

    private static final long LOOK_EVERY_MILLIS = 50;

    private final int slots;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private int together;
    private boolean alone;
    private int waitingToBeAlone;

    /** The runs of a process with so many slots. */
    public SharedProcess(int slots) {
        this.slots = slots;
    }

    /** Whether a run has others beside it, or can come to have some while its engine works. For one that is in. */
    synchronized boolean sharedNow() {
        return slots > 1 || together > 1;
    }

    /** Whether nothing new should be taken: a run is alone here, or waits to be. */
    public synchronized boolean closed() {
        return alone || waitingToBeAlone > 0;
    }

    /** Is told after each change of {@link #closed}. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Waits until a run may begin; false if it was stopped or patience ended before that. Who is in must leave. */
    boolean join(boolean wantsToBeAlone, Cancellation stop, Duration patience) throws InterruptedException {
        boolean in = wantsToBeAlone ? joinAlone(stop, patience) : joinOthers(stop, patience);
        if (wantsToBeAlone) {
            listeners.forEach(Runnable::run);
        }
        return in;
    }

    /** A run that was in is over, and everything about it told. */
    void leave(boolean wasAlone) {
        synchronized (this) {
            alone = alone && !wasAlone;
            together -= wasAlone ? 0 : 1;
            notifyAll();
        }
        if (wasAlone) {
            listeners.forEach(Runnable::run);
        }
    }

    private boolean joinAlone(Cancellation stop, Duration patience) throws InterruptedException {
        synchronized (this) {
            waitingToBeAlone++;
        }
        listeners.forEach(Runnable::run);
        synchronized (this) {
            try {
                long end = System.nanoTime() + patience.toNanos();
                while (together > 0 || alone) {
                    if (stop.requested() || System.nanoTime() - end > 0) {
                        return false;
                    }
                    wait(LOOK_EVERY_MILLIS);
                }
                alone = true;
                return true;
            } finally {
                waitingToBeAlone--;
                notifyAll();
            }
        }
    }

    private synchronized boolean joinOthers(Cancellation stop, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (closed()) {
            if (stop.requested() || System.nanoTime() - end > 0) {
                return false;
            }
            wait(LOOK_EVERY_MILLIS);
        }
        together++;
        return true;
    }
}
