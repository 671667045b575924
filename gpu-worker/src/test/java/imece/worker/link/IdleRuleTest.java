package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.link.IdleRule.Look;
import imece.worker.link.IdleRule.Verdict;
import org.junit.jupiter.api.Test;

class IdleRuleTest {

    private final IdleRule rule = new IdleRule();

    @Test
    void anEmptyQueueIsNoReasonToWorryHoweverLongItLasts() {
        for (int i = 0; i < 5; i++) {
            assertThat(rule.look(new Look(0, 2))).isEqualTo(Verdict.WELL);
        }
    }

    @Test
    void messagesThatWaitAtTwoLooksPassAnIdleSlotOver() {
        assertThat(rule.look(new Look(1, 2))).isEqualTo(Verdict.WELL);
        assertThat(rule.look(new Look(3, 2))).isEqualTo(Verdict.PASSED_OVER);
    }

    @Test
    void aSlotThatWasServedBetweenTwoLooksIsNotPassedOver() {
        assertThat(rule.look(new Look(1, 2))).isEqualTo(Verdict.WELL);
        rule.served();
        assertThat(rule.look(new Look(1, 2))).isEqualTo(Verdict.WELL);
    }

    @Test
    void aQueueThatWasEmptyInBetweenBeginsAnew() {
        assertThat(rule.look(new Look(1, 2))).isEqualTo(Verdict.WELL);
        assertThat(rule.look(new Look(0, 2))).isEqualTo(Verdict.WELL);
        assertThat(rule.look(new Look(1, 2))).isEqualTo(Verdict.WELL);
    }

    @Test
    void aQueueWithoutConsumersHasForgottenThisOne() {
        assertThat(rule.look(new Look(0, 0))).isEqualTo(Verdict.FORGOTTEN);
    }
}
