package imece.worker.link;

import com.rabbitmq.client.Delivery;
import imece.fault.FaultPoint;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
