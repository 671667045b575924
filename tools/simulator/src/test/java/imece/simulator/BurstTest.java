package imece.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How often two slots change between four checkpoints while they draw eighty pictures. */
class BurstTest {

    @Test
    void slotsKeepTheirCheckpointsForAWhileInsteadOfRotating() {
        assertThat(mean(LineDiscipline.TURNS, 1, true)).isLessThanOrEqualTo(14);
        assertThat(mean(LineDiscipline.TURNS, 4, true)).isLessThanOrEqualTo(5);
        assertThat(mean(LineDiscipline.FIFO, 1, true)).isGreaterThan(45);
    }

    @Test
    void whereNothingWasLearntTheyKeepThemForLess() {
        assertThat(mean(LineDiscipline.TURNS, 1, false)).isLessThanOrEqualTo(27);
        assertThat(mean(LineDiscipline.TURNS, 4, false)).isLessThanOrEqualTo(11);
    }

    private static double mean(LineDiscipline policy, int owners, boolean known) {
        return Burst.USUAL.mean(policy, owners, known, 7, 20);
    }
}
