package imece.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.ingest.Predecessors.PredecessorRule;
import imece.gateway.job.LossCharge.Evidence;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredecessorRuleTest {

    private static final Duration OLD = Duration.ofMinutes(1);
    private static final Duration YOUNG = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void aMissingQueueProvesTheEndOfItsWorkerAtOnce() {
        assertThat(PredecessorRule.gone(OLD, Duration.ZERO)).isEqualTo(Evidence.GONE);
    }

    @Test
    void rightAfterARestartOfTheBrokerItProvesNothingForFiveSeconds() {
        assertThat(PredecessorRule.gone(YOUNG, Duration.ofSeconds(4))).isEqualTo(Evidence.UNKNOWN);
        assertThat(PredecessorRule.gone(YOUNG, Duration.ofSeconds(5))).isEqualTo(Evidence.GONE);
    }

    @Test
    void aConnectionIsYoungForFifteenSeconds() {
        assertThat(PredecessorRule.gone(PredecessorRule.YOUNG.minusMillis(1), Duration.ZERO))
                .isEqualTo(Evidence.UNKNOWN);
        assertThat(PredecessorRule.gone(PredecessorRule.YOUNG, Duration.ZERO)).isEqualTo(Evidence.GONE);
        assertThat(PredecessorRule.gone(Duration.ZERO, PredecessorRule.PATIENCE.minusMillis(1)))
                .isEqualTo(Evidence.UNKNOWN);
        assertThat(PredecessorRule.YOUNG).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aConnectedWorkerIsJudgedByItsNextHeartbeat() {
        assertThat(PredecessorRule.connected(Optional.of(true), Duration.ZERO, LONGEST))
                .isEqualTo(Evidence.RUNNING_IT);
        assertThat(PredecessorRule.connected(Optional.of(false), Duration.ZERO, LONGEST))
                .isEqualTo(Evidence.ALIVE_WITHOUT_IT);
        assertThat(PredecessorRule.connected(Optional.empty(), Duration.ofSeconds(29), LONGEST))
                .isEqualTo(Evidence.UNKNOWN);
    }

    @Test
    void aConnectedWorkerThatNeverSpeaksIsNotWaitedForForEver() {
        assertThat(PredecessorRule.connected(Optional.empty(), LONGEST, LONGEST))
                .isEqualTo(Evidence.ALIVE_WITHOUT_IT);
    }
}
