package imece.worker.link;

import imece.contract.LaneName;
import java.util.ArrayList;
import java.util.List;

/**
 * Who draws on a slot, by the lanes that their jobs came from. A slot has as many seats as it draws jobs at once; who puts its
 * picture away has left its own. For several threads.
 */
final class Seats {

    private final int most;
    private final List<String> taken = new ArrayList<>();

    /** So many, all of them free. */
    Seats(int most) {
        this.most = most;
    }

    /** Waits until one is free. Only one thread takes them, so it stays free for that one. */
    synchronized void awaitFree() throws InterruptedException {
        while (taken.size() >= most) {
            wait();
        }
    }

    /** Whether nobody draws. */
    synchronized boolean allFree() {
        return taken.isEmpty();
    }

    /** Whether a job of this lane may be drawn beside those that are: its checkpoint is theirs, for a slot has one loaded. */
    synchronized boolean mayBegin(String lane) {
        String checkpoint = checkpoint(lane);
        return taken.stream().allMatch(other -> checkpoint(other).equals(checkpoint));
    }

    /** A job of this lane is drawn from now on. */
    synchronized void take(String lane) {
        taken.add(lane);
    }

    /** One of this lane is drawn, or its run is over without a picture. */
    synchronized void leave(String lane) {
        taken.remove(lane);
        notifyAll();
    }

    private static String checkpoint(String lane) {
        return LaneName.parse(lane).checkpoint();
    }
}
