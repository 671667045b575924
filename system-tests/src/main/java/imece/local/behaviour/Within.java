package imece.local.behaviour;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long is waited for the farm: no promise, and enough for a machine that has other things to do. */
final class Within {
    private Within() {}

    /** Whatever only has to happen. */
    static ConditionFactory bounds() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
    }
}
