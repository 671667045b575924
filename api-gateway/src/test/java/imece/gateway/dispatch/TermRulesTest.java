package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermRulesTest {

    @Test
    void termsRiseByOne() {
        assertThat(TermRules.next(0, 0)).isEqualTo(1);
        assertThat(TermRules.next(41, 7)).isEqualTo(42);
    }

    @Test
    void afterAnOlderBackupTheTermIsAboveWhatSlotsHaveHeard() {
        assertThat(TermRules.next(30, 42)).isEqualTo(43);
        assertThat(TermRules.next(42, 42)).isEqualTo(43);
    }

    @Test
    void whoLeadsMustRiseOnlyWhereItsOrdersAreNotObeyed() {
        assertThat(TermRules.mustRise(42, 43)).isTrue();
        assertThat(TermRules.mustRise(42, 42)).isTrue();
        assertThat(TermRules.mustRise(43, 42)).isFalse();
        assertThat(TermRules.mustRise(1, 0)).isFalse();
    }

    @Test
    void aTermThatNoBackupIsBehindIsNotBelieved() {
        assertThat(TermRules.believed(30)).isBetween(1_000L, Long.MAX_VALUE / 2);
    }
}
