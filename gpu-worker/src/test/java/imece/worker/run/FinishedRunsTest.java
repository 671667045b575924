package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RunKey;
import imece.worker.run.Admission.FinishedRuns;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FinishedRunsTest {

    private static final UUID RUN = new UUID(7, 7);

    private final FinishedRuns finished = new FinishedRuns(new TestClock(Instant.EPOCH).monotonic());

    @Test
    void theVeryNextDeliveryOfWhatWasJustFinishedIsAnEcho() {
        finished.remember(new RunKey(Jobs.ID, 1, 2, RUN));
        assertThat(finished.isEcho(Jobs.simple(), 3)).isTrue();
    }

    @Test
    void aLaterDeliveryIsNotForSomebodyElseHasHadItInBetween() {
        finished.remember(new RunKey(Jobs.ID, 1, 2, RUN));
        assertThat(finished.isEcho(Jobs.simple(), 4)).isFalse();
    }

    @Test
    void anotherEpochIsNotAnEcho() {
        finished.remember(new RunKey(Jobs.ID, 2, 0, RUN));
        assertThat(finished.isEcho(Jobs.simple(), 1)).isFalse();
    }

    @Test
    void aRunThatWasAbandonedAfterwardsLeavesNoEcho() {
        finished.remember(new RunKey(Jobs.ID, 1, 0, RUN));
        finished.forget(Jobs.ID, new UUID(8, 8));
        assertThat(finished.isEcho(Jobs.simple(), 1)).isTrue();
        finished.forget(Jobs.ID, RUN);
        assertThat(finished.isEcho(Jobs.simple(), 1)).isFalse();
    }
}
