package imece.gateway.owner;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.owner.Owner.OwnLimits;
import org.junit.jupiter.api.Test;

class OwnerLimitsTest {

    private static final OwnerSettings SETTINGS = new OwnerSettings(60, 20, 10, 10_000, null, 600L, null);

    @Test
    void whatWasSetForOneOwnerComesBeforeTheSettings() {
        OwnLimits own = new OwnLimits(6, null, 3, 5L, null, 0L);

        assertThat(OwnerLimits.of(own, SETTINGS, 100, false))
                .isEqualTo(new OwnerLimits(new RatePolicy(6, 20), 3, 5L, 600L, 0L));
    }

    @Test
    void aVisitorWhoHasJustComeMayHaveFewWaitingJobs() {
        assertThat(OwnerLimits.of(OwnLimits.NONE, SETTINGS, 100, true).waiting())
                .isEqualTo(10);
        assertThat(OwnerLimits.of(OwnLimits.NONE, SETTINGS, 4, true).waiting()).isEqualTo(4);
        assertThat(OwnerLimits.of(OwnLimits.NONE, SETTINGS, 100, false).waiting())
                .isEqualTo(100);
    }

    @Test
    void eachKindOfOwnerHasItsWordInTheRows() {
        for (OwnerKind kind : OwnerKind.values()) {
            assertThat(OwnerKind.of(kind.word())).isEqualTo(kind);
        }
        assertThat(OwnerKind.SUB_OWNER.word()).isEqualTo("sub-owner");
    }
}
