package imece.local.behaviour;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long the farm may take. */
final class Within {
    private Within() {}

    /** Whatever only has to happen. */
    static ConditionFactory bounds() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}
