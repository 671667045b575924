package imece.worker.link;

import com.rabbitmq.client.Delivery;
import imece.fault.FaultPoint;
import java.io.IOException;

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
}
