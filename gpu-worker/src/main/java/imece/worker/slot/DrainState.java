package imece.worker.slot;

import imece.contract.LiveEvent.WorkerState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whether this process as a whole takes jobs. A drain can be taken back, a stop can't. */
public final class DrainState {

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean drained;
    private volatile boolean stopping;

    /** Whether nothing new is taken. */
    public boolean draining() {
        return drained || stopping;
    }

    /** Whether the process is about to end. */
    public boolean stopping() {
        return stopping;
    }

    /** What the heartbeat says. */
    WorkerState state() {
        return draining() ? WorkerState.DRAINING : WorkerState.READY;
    }

    /** Takes nothing new until {@link #resume}. */
    public void drain() {
        drained = true;
        changed();
    }

    /** Takes jobs again. */
    public void resume() {
        drained = false;
        changed();
    }

    /** Takes nothing new, for good. */
    public void stop() {
        stopping = true;
        changed();
    }

    /** Is told after each change. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
