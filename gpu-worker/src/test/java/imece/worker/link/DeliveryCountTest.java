package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.link.SlotChannels.HeldMessage.DeliveryCount;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DeliveryCountTest {

    @Test
    void aFirstDeliveryIsZero() {
        assertThat(DeliveryCount.of(null)).isZero();
        assertThat(DeliveryCount.of(Map.of("x-other", "1"))).isZero();
        assertThat(DeliveryCount.of(Map.of("x-delivery-count", "garbage"))).isZero();
    }

    @Property
    void theAcquiredCountGoesBeforeTheDeliveryCount(
            @ForAll @LongRange(min = 0, max = 100) long acquired,
            @ForAll @LongRange(min = 0, max = 100) long delivered) {
        Map<String, Object> headers = new HashMap<>(Map.of("x-delivery-count", delivered));
        assertThat(DeliveryCount.of(headers)).isEqualTo((int) delivered);
        headers.put("x-acquired-count", acquired);
        assertThat(DeliveryCount.of(headers)).isEqualTo((int) acquired);
    }

    @Property
    void anyNumberGivesACountThatIsNotNegative(@ForAll long count) {
        assertThat(DeliveryCount.of(Map.of("x-delivery-count", count))).isNotNegative();
    }
}
