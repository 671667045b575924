package imece.gateway.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * Whether it is worth to plan: a pass leaves the line dry (nobody waits), the seats full (none is free), or both with something
 * that does not go together. A dry line moves by a job that comes, full seats by one that is left, and by nothing else. What is
 * remembered here can be wrong for as long as one tick. For several threads.
 */
final class DuePass {

    /** What a pass left behind. */
    enum Left {
        /** Nobody waits. */
        DRY,
        /** No seat is free, or about to be. */
        FULL,
        /** Something waits, and it may have had a seat. */
        SETTLED
    }

    private @Nullable Left left;
    private boolean queued;
    private boolean opened;

    /** A job has come to the line. Returns whether a pass is due. */
    synchronized boolean queued() {
        queued = true;
        return due();
    }

    /** A job has left the broker or its seat. Returns whether a pass is due. */
    synchronized boolean opened() {
        opened = true;
        return due();
    }

    /** Both may have happened. Returns whether a pass is due. */
    synchronized boolean queuedAndOpened() {
        queued = true;
        opened = true;
        return due();
    }

    /** A pass begins: what happens from now on counts as after it. */
    synchronized void begun() {
        left = null;
        queued = false;
        opened = false;
    }

    /** The pass has ended. Returns whether another one is due already. */
    synchronized boolean ended(Left how) {
        left = how;
        return due();
    }

    /** Whether a pass is due. */
    synchronized boolean isDue() {
        return due();
    }

    private boolean due() {
        return switch (left) {
            case DRY -> queued;
            case FULL -> opened;
            case SETTLED -> queued || opened;
            case null -> queued || opened;
        };
    }
}
