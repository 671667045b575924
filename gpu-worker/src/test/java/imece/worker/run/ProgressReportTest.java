package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import imece.worker.run.ProgressReport.Percent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ProgressReportTest {

    private final AtomicLong now = new AtomicLong(-7);
    private final RecordedEvents events = new RecordedEvents();
    private final Run run = new Run(Jobs.simple(), 0, new UUID(4, 4), Jobs.PLACE, () -> {});
    private final ProgressReport progress = new ProgressReport(run, events, now::get);

    @Test
    void aStepAPhaseAndAPreviewAreEachASignOfLife() {
        for (Runnable sign : List.<Runnable>of(
                () -> progress.step(1, 4),
                () -> progress.phase(Phase.DENOISING),
                () -> progress.preview(ProgressReportTest::picture),
                progress::sign)) {
            pass(1_500);
            assertThat(progress.silence()).isEqualTo(Duration.ofMillis(1_500));
            sign.run();
            assertThat(progress.silence()).isZero();
        }
    }

    @Test
    void stepsAreToldFourTimesASecondAndPhasesAlways() {
        progress.step(1, 8);
        pass(249);
        progress.step(2, 8);
        assertThat(steps()).containsExactly(1);
        pass(1);
        progress.step(3, 8);
        assertThat(steps()).containsExactly(1, 3);
        progress.phase(Phase.DECODING);
        progress.phase(Phase.UPLOADING);
        assertThat(steps()).containsExactly(1, 3, 3, 3);
        pass(249);
        progress.step(4, 8);
        assertThat(steps()).hasSize(4);
    }

    @Test
    void theTimeIsKeptThatItsPhasesOfLoadingTookHoweverOftenTheyAreTold() {
        pass(500);
        progress.phase(Phase.LOADING_CHECKPOINT);
        pass(1_000);
        progress.phase(Phase.LOADING_CHECKPOINT);
        pass(300);
        progress.phase(Phase.DENOISING);
        pass(1_900);
        assertThat(progress.loadMillis()).isEqualTo(1_300);
        progress.phase(Phase.LOADING_CHECKPOINT);
        pass(200);
        assertThat(progress.loadMillis()).isEqualTo(1_500);
        progress.phase(Phase.DECODING);
        pass(200);
        assertThat(progress.loadMillis()).isEqualTo(1_500);
    }

    @Test
    void whoTellsNoLoadingHasLoadedNothingUnlessItCannotTell() {
        progress.phase(Phase.DENOISING);
        pass(200);
        assertThat(progress.loadMillis()).isZero();
        progress.loadsUntold();
        assertThat(progress.loadMillis()).isNull();
    }

    @Test
    void whatIsToldNeverGoesBackThoughTheEngineBeginsAgain() {
        progress.phase(Phase.DENOISING);
        pass(1_000);
        progress.step(20, 20);
        progress.phase(Phase.DECODING);
        pass(1_000);
        progress.step(3, 30);
        progress.phase(Phase.LOADING_CHECKPOINT);
        progress.phase(Phase.UPLOADING);
        assertThat(events.told)
                .extracting(told -> ((LiveEvent.Progress) told).progress())
                .containsExactly(4, 92, 94, 94, 94, 97);
    }

    @Test
    void whatIsToldIsOfThisRunAndEachHasAHigherNumber() {
        progress.phase(Phase.DENOISING);
        progress.preview(ProgressReportTest::picture);
        pass(250);
        progress.step(2, 8);
        LiveEvent.Progress first = (LiveEvent.Progress) events.told.get(0);
        LiveEvent.Progress second = (LiveEvent.Progress) events.told.get(1);
        assertThat(first)
                .isEqualTo(new LiveEvent.Progress(
                        run.key(),
                        1,
                        Jobs.PLACE,
                        Phase.DENOISING,
                        4,
                        0,
                        run.job().spec().steps()));
        assertThat(second).isEqualTo(new LiveEvent.Progress(run.key(), 3, Jobs.PLACE, Phase.DENOISING, 26, 2, 8));
    }

    @Test
    void previewsAreMadeTwiceASecondAndAreSmallJpegsOfThePicture() throws Exception {
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            progress.preview(() -> {
                made.incrementAndGet();
                return picture();
            });
            pass(250);
        }
        assertThat(made).hasValue(3);
        assertThat(events.previews).hasSize(3).allSatisfy(jpeg -> {
            BufferedImage shown = ImageIO.read(new ByteArrayInputStream(jpeg));
            assertThat(shown.getWidth()).isEqualTo(512);
            assertThat(shown.getHeight()).isEqualTo(128);
            assertThat(shown.getRGB(100, 100) & 0xff0000).isGreaterThan(0xc00000);
            assertThat(shown.getRGB(100, 100) & 0xff).isLessThan(0x40);
        });
    }

    @Test
    void aPreviewThatCannotBeMadeHarmsNothing() {
        progress.preview(() -> {
            throw new IllegalStateException("half a file");
        });
        assertThat(events.previews).isEmpty();
        assertThat(progress.silence()).isZero();
    }

    @Test
    void aRunThatIsToStopTellsNoProgressAnyMore() {
        run.stop().request(RunStop.Cause.ORDERED);
        progress.phase(Phase.DENOISING);
        progress.step(1, 4);
        assertThat(events.told).isEmpty();
    }

    @Test
    void howFarARunIsFollowsFromItsPhaseAndSteps() {
        assertThat(Percent.of(Phase.WAITING_FOR_GPU, 0, 8)).isZero();
        assertThat(Percent.of(Phase.LOADING_CHECKPOINT, 0, 8)).isEqualTo(2);
        assertThat(Percent.of(Phase.DENOISING, 0, 8)).isEqualTo(4);
        assertThat(Percent.of(Phase.DENOISING, 4, 8)).isEqualTo(48);
        assertThat(Percent.of(Phase.DENOISING, 8, 8)).isEqualTo(92);
        assertThat(Percent.of(Phase.DENOISING, 9, 8)).isEqualTo(92);
        assertThat(Percent.of(Phase.DENOISING, 3, 0)).isEqualTo(4);
        assertThat(Percent.of(Phase.DECODING, 8, 8)).isEqualTo(94);
        assertThat(Percent.of(Phase.UPLOADING, 8, 8)).isEqualTo(97);
    }

    private List<Integer> steps() {
        return events.told.stream()
                .map(event -> ((LiveEvent.Progress) event).step())
                .toList();
    }

    private void pass(int millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    /** Red, and larger than a preview. */
    private static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(1024, 256, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 1024; x++) {
                picture.setRGB(x, y, 0xff0000);
            }
        }
        return picture;
    }
}
