package imece.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.StatusEvent;
import imece.gateway.job.Samples;
import imece.gateway.moderation.PictureVerdicts;
import imece.gateway.picture.StoredPictures.Found;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProvenPicturesTest {

    private static final StatusEvent.OfRun STARTED = Samples.started(Samples.run(1, 0, 1));
    private static final StatusEvent.Completed ONE = Samples.completed(Samples.run(1, 0, 2));
    private static final StatusEvent.Completed OTHER = Samples.completed(Samples.run(1, 0, 3));
    private static final MonotonicClock NOON = () -> new Moment(0);

    @Test
    void onlyWhatIsNotThereIsHeldBackUntilItWasStored() {
        AtomicReference<Found> one = new AtomicReference<>(Found.MISSING);
        ProvenPictures pictures = new ProvenPictures(
                event -> event.run().equals(ONE.run()) ? one.get() : Found.THERE, PictureVerdicts.OFF, NOON);

        assertThat(pictures.of(List.of(STARTED, ONE, OTHER))).containsExactly(STARTED, OTHER);
        assertThat(pictures.toAskAgain()).containsExactly(ONE);
        assertThat(pictures.of(List.of(ONE))).as("looked for again").isEmpty();

        one.set(Found.THERE);
        assertThat(pictures.of(List.of(ONE))).containsExactly(ONE);
        assertThat(pictures.toAskAgain()).as("not stored yet").containsExactly(ONE);
        pictures.settle(List.of(ONE));
        assertThat(pictures.toAskAgain()).isEmpty();
    }

    @Test
    void aDiskThatHangsHoldsBackPicturesButNoOtherEvent() {
        CountDownLatch disk = new CountDownLatch(1);
        ProvenPictures pictures = new ProvenPictures(
                event -> {
                    try {
                        disk.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Found.THERE;
                },
                PictureVerdicts.OFF,
                NOON);

        assertThat(pictures.of(List.of(STARTED, ONE))).containsExactly(STARTED);
        assertThat(pictures.of(List.of(OTHER))).as("while it hangs").isEmpty();
        disk.countDown();
        assertThat(pictures.of(List.of(ONE, OTHER))).containsExactly(ONE, OTHER);
    }

    @Test
    void aBatchWithoutPicturesAsksNoDisk() {
        ProvenPictures pictures = new ProvenPictures(
                event -> {
                    throw new AssertionError("asked");
                },
                PictureVerdicts.OFF,
                NOON);

        assertThat(pictures.of(List.of(STARTED))).containsExactly(STARTED);
    }
}
