package imece.worker.link;

import com.rabbitmq.client.Delivery;
import imece.fault.FaultPoint;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A slot's channels: one for each message that it has in hand, until that is acknowledged, and one more than it draws jobs at once.
 * So a slot that draws one, and whose two pictures are being put away, has none left to take a third message on.
 *
 * <p>After a channel was lost none is given out before all that are lent out have come back: what the slot has in hand is
 * finished and reported before anything new is taken.
 */
final class SlotChannels {

    private final Channels channels;
    private final int most;
    private final Deque<Subscription> free = new ArrayDeque<>();
    private final List<Subscription> lent = new ArrayList<>();
    private boolean lost;

    /** At most so many. */
    SlotChannels(Channels channels, int most) {
        this.most = most;
        this.channels = channels;
    }

    /**
     * One to take a message on, once there may be one.
     *
     * @throws IOException if the broker has none to give
     */
    Subscription take() throws InterruptedException, IOException {
        synchronized (this) {
            while (lent.size() == most || (!lent.isEmpty() && anyLost())) {
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

    /** The message that came by this one is with its run from now on; {@link #comesBack} follows. */
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

    /**
     * A message that a slot has in hand, until it is acknowledged.
     *
     * @param lane where it came from
     * @param subscription what it came by, and is acknowledged on
     */
    record HeldMessage(String lane, Delivery delivery, Subscription subscription) {

        byte[] body() {
            return delivery.getBody();
        }

        /** How often the broker had handed it out before. */
        int delivered() {
            return DeliveryCount.of(delivery.getProperties().getHeaders());
        }

        /**
         * All about it is done and confirmed.
         *
         * @throws IOException if its channel is lost; the broker then hands it out again
         */
        void acknowledge() throws IOException {
            FaultPoint.BEFORE_ACKNOWLEDGE.reached();
            subscription.acknowledge(delivery);
        }

        /**
         * How often the broker had handed a message out before, 0 at first. RabbitMQ 4.3 counts every hand-out in
         * {@code x-acquired-count}; older ones count those that came back in {@code x-delivery-count} and leave it out at first.
         */
        static final class DeliveryCount {

            private DeliveryCount() {}

            static int of(@Nullable Map<String, Object> headers) {
                if (headers == null) {
                    return 0;
                }
                return headers.get("x-acquired-count") instanceof Number acquired
                        ? bounded(acquired)
                        : headers.get("x-delivery-count") instanceof Number delivered ? bounded(delivered) : 0;
            }

            private static int bounded(Number count) {
                return (int) Math.clamp(count.longValue(), 0L, Integer.MAX_VALUE);
            }
        }
    }
}
