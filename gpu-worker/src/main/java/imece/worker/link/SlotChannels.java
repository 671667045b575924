package imece.worker.link;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A slot's channels: one for each message that it has in hand, until that is acknowledged, and two at most. So a slot whose two
 * pictures are being put away has none left to take a third message on.
 *
 * <p>After a channel was lost none is given out before all that are lent out have come back: what the slot has in hand is
 * finished and reported before anything new is taken.
 */
final class SlotChannels {

    static final int MOST = 2;

    private final Channels channels;
    private final Deque<Subscription> free = new ArrayDeque<>();
    private final List<Subscription> lent = new ArrayList<>();
    private boolean lost;

    SlotChannels(Channels channels) {
        this.channels = channels;
    }

    /**
     * One to take a message on, once there may be one.
     *
     * @throws IOException if the broker has none to give
     */
    Subscription take() throws InterruptedException, IOException {
        synchronized (this) {
            while (lent.size() == MOST || (!lent.isEmpty() && anyLost())) {
                wait();
            }
            lost = false;
            free.stream().filter(Subscription::ended).forEach(Subscription::close);
            free.removeIf(Subscription::ended);
            Subscription kept = free.poll();
            if (kept != null) {
                return kept;
            }
        }
        // Not under the lock: opening one can take as long as the broker is away.
        return new Subscription(channels.open());
    }

    /** The message that came by this one is with the second stage from now on; {@link #comesBack} follows. */
    synchronized void lend(Subscription subscription) {
        lent.add(subscription);
    }

    /** The message that came by this one is acknowledged, or the channel is lost or closed. */
    void comesBack(Subscription subscription) {
        if (subscription.ended()) {
            subscription.close();
        }
        synchronized (this) {
            lent.remove(subscription);
            if (subscription.ended()) {
                lost = true;
            } else {
                free.add(subscription);
            }
            notifyAll();
        }
    }

    /** Whoever took one had to give it up. */
    synchronized void lost() {
        lost = true;
    }

    /** Waits until none is lent out. */
    synchronized void awaitAll() throws InterruptedException {
        while (!lent.isEmpty()) {
            wait();
        }
    }

    private boolean anyLost() {
        return lost
                || lent.stream().anyMatch(Subscription::ended)
                || free.stream().anyMatch(Subscription::ended);
    }
}
