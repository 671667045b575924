package imece.worker.link;

import java.util.concurrent.Semaphore;

/**
 * Which of a slot's two hands takes messages: one of them, or none. A hand whose picture is drawn passes the turn on and puts
 * the picture away meanwhile; whoever has the turn may wait for that.
 */
final class Turn {

    private final Semaphore free = new Semaphore(1, true);
    private volatile boolean passed;
    private int puttingAway;

    /** Waits until it is this hand's turn. */
    void take() throws InterruptedException {
        free.acquire();
    }

    /** Whoever has the turn ends it with nothing left in hand. */
    void end() {
        passed = false;
        free.release();
    }

    /** Whoever has the turn passes it on and has something left to put away; {@link #done} follows, whatever happens. */
    void pass() {
        synchronized (this) {
            puttingAway++;
        }
        passed = true;
        free.release();
    }

    /** Whether the turn came from a hand that was at work until then, so that more work may be waiting. */
    boolean passed() {
        return passed;
    }

    /** What was left in a hand that had passed the turn on is put away. */
    synchronized void done() {
        puttingAway--;
        notifyAll();
    }

    /** Waits until the other hand is empty. For whoever has the turn. */
    synchronized void awaitOther() throws InterruptedException {
        while (puttingAway > 0) {
            wait();
        }
    }
}
