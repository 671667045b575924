package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.link.IdleWatch.IdleRule;
import imece.worker.link.IdleWatch.IdleRule.Action;
import imece.worker.link.QueueInspector.QueueCounts;
import org.junit.jupiter.api.Test;

class IdleRuleTest {

    private final IdleRule rule = new IdleRule();

    @Test
    void anEmptyQueueIsNoReasonToWorryHoweverLongItLasts() {
        for (int i = 0; i < 5; i++) {
            assertThat(rule.look(new QueueCounts(0, 2))).isEqualTo(Action.WELL);
        }
    }

    @Test
    void messagesThatWaitAtTwoLooksPassAnIdleSlotOver() {
        assertThat(rule.look(new QueueCounts(1, 2))).isEqualTo(Action.WELL);
        assertThat(rule.look(new QueueCounts(3, 2))).isEqualTo(Action.PASSED_OVER);
    }

    @Test
    void aSlotThatWasServedBetweenTwoLooksIsNotPassedOver() {
        assertThat(rule.look(new QueueCounts(1, 2))).isEqualTo(Action.WELL);
        rule.served();
        assertThat(rule.look(new QueueCounts(1, 2))).isEqualTo(Action.WELL);
    }

    @Test
    void aQueueThatWasEmptyInBetweenBeginsAnew() {
        assertThat(rule.look(new QueueCounts(1, 2))).isEqualTo(Action.WELL);
        assertThat(rule.look(new QueueCounts(0, 2))).isEqualTo(Action.WELL);
        assertThat(rule.look(new QueueCounts(1, 2))).isEqualTo(Action.WELL);
    }

    @Test
    void aQueueWithoutConsumersHasForgottenThisOne() {
        assertThat(rule.look(new QueueCounts(0, 0))).isEqualTo(Action.FORGOTTEN);
    }
}
