package imece.worker.link;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often the broker had handed a message out before, 0 at first. RabbitMQ 4.3 counts every hand-out in
 * {@code x-acquired-count}; older ones count those that came back in {@code x-delivery-count} and leave it out at first.
 */
final class DeliveryCount {

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
