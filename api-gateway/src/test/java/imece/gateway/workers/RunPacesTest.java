package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.contract.LiveEvent.Phase;
import imece.contract.LiveEvent.Progress;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunPacesTest {

    private static final SlotAddress SLOT = new SlotAddress("worker", new UUID(1, 1), "gpu", "GPU", "demo");

    private final RunKey run = new RunKey(UUID.randomUUID(), 1, 0, UUID.randomUUID());
    private Moment now = new Moment(0);
    private final RunPaces paces = new RunPaces(() -> now);

    @Test
    void stepsTellHowLongTheOthersTake() {
        hears(Phase.LOADING_CHECKPOINT, 0);
        assertThat(left()).isEmpty();
        after(60);
        hears(Phase.DENOISING, 2);
        assertThat(left()).as("one step tells no pace").isEmpty();
        after(4);
        hears(Phase.DENOISING, 6);
        assertThat(left()).as("loading does not count").contains(Duration.ofSeconds(14));
        after(3);
        assertThat(left()).contains(Duration.ofSeconds(11));
        after(30);
        assertThat(left()).contains(Duration.ZERO);
    }

    @Test
    void whoDecodesOrPutsAwayIsDoneWithTheGpu() {
        hears(Phase.DENOISING, 1);
        hears(Phase.DECODING, 20);
        assertThat(left()).contains(Duration.ZERO);
    }

    @Test
    void whatWasHeardLongAgoSaysNothing() {
        hears(Phase.DENOISING, 1);
        after(61);
        assertThat(paces.of(run.runId())).isEmpty();
        assertThat(paces.of(UUID.randomUUID())).isEmpty();
    }

    private java.util.Optional<Duration> left() {
        return paces.of(run.runId()).orElseThrow().left(now);
    }

    private void after(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    private void hears(Phase phase, int step) {
        paces.hear(new Progress(run, step, SLOT, phase, step * 5, step, 20));
    }
}
