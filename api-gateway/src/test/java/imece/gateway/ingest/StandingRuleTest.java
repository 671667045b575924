package imece.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.ingest.IngestWatch.StandingRule;
import imece.gateway.ingest.IngestWatch.StandingRule.QueueReading;
import org.junit.jupiter.api.Test;

class StandingRuleTest {

    private final StandingRule rule = new StandingRule();

    @Test
    void messagesThatWaitWhileNothingArrivesAreAStandstillAtTheFourthLook() {
        QueueReading look = new QueueReading(7, 100, false);
        assertThat(new boolean[] {rule.stands(look), rule.stands(look), rule.stands(look), rule.stands(look)})
                .containsExactly(false, false, false, true);
        assertThat(rule.stands(look)).as("said once, then counted anew").isFalse();
    }

    @Test
    void aStoreThatArrivesAtSomethingMoves() {
        for (int i = 0; i < 10; i++) {
            assertThat(rule.stands(new QueueReading(500, i, false))).isFalse();
        }
    }

    @Test
    void aQueueThatGetsShorterIsReadByAnother() {
        for (int i = 0; i < 10; i++) {
            assertThat(rule.stands(new QueueReading(500 - i, 3, false))).isFalse();
        }
    }

    @Test
    void aStoreThatHoldsWhatTheDatabaseDoesNotTakeIsNotTheOneToBeginAnew() {
        for (int i = 0; i < 10; i++) {
            assertThat(rule.stands(new QueueReading(500, 3, true))).isFalse();
        }
    }

    @Test
    void anEmptyQueueIsNoStandstill() {
        for (int i = 0; i < 10; i++) {
            assertThat(rule.stands(new QueueReading(0, 3, false))).isFalse();
        }
    }

    @Test
    void messagesThatHaveJustComeDoNotStandYet() {
        assertThat(rule.stands(new QueueReading(0, 3, false))).isFalse();
        for (int look = 1; look <= 3; look++) {
            assertThat(rule.stands(new QueueReading(7, 3, false))).isFalse();
        }
        assertThat(rule.stands(new QueueReading(7, 3, false))).isTrue();
    }
}
