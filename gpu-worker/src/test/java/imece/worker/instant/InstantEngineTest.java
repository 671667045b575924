package imece.worker.instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstantEngineTest {

    private static final RenderSpec SPEC =
            new RenderSpec("a grey square", "", null, 64, 72, 4, 7.0, "euler", "normal", 1L);

    private static final UUID JOB = new UUID(1, 1);

    @TempDir
    private Path folder;

    private final List<Integer> steps = new ArrayList<>();

    private final RenderWatcher watcher = new RenderWatcher() {
        @Override
        public void phase(Phase phase) {}

        @Override
        public void step(int finished, int all) {
            steps.add(finished);
        }

        @Override
        public void preview(Supplier<BufferedImage> picture) {}
    };

    @Test
    void thePictureHasTheSizeThatWasAskedForAndCostsNoStep() {
        RenderResult result = engine(0, null).render(JOB, SPEC, watcher, answer(false));

        assertThat(result).isInstanceOfSatisfying(RenderResult.Rendered.class, rendered -> {
            assertThat(rendered.png().width()).isEqualTo(64);
            assertThat(rendered.png().height()).isEqualTo(72);
        });
        assertThat(steps).isEmpty();
    }

    @Test
    void itTakesItsTimeInSteps() {
        long begin = System.nanoTime();

        assertThat(engine(40, null).render(JOB, SPEC, watcher, waiting())).isInstanceOf(RenderResult.Rendered.class);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
        assertThat(steps).containsExactly(1, 2, 3, 4);
    }

    @Test
    void itStopsWhenTold() {
        assertThat(engine(60_000, null).render(JOB, SPEC, watcher, answer(true)))
                .isInstanceOf(RenderResult.Interrupted.class);
    }

    @Test
    void everyCallLeavesALineWhetherItWasFinishedOrNot() throws Exception {
        Path journal = folder.resolve("journal");
        engine(0, journal).render(JOB, SPEC, watcher, answer(false));
        engine(0, journal).render(JOB, SPEC, watcher, answer(true));

        assertThat(Files.readAllLines(journal))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches("gpu-7 -?\\d+ -?\\d+"));
    }

    @Test
    void aJournalThatCannotBeWrittenStopsTheStartWithItsName() {
        Path nowhere = folder.resolve("no").resolve("journal");

        assertThatThrownBy(() -> engine(0, nowhere))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(nowhere.toString());
    }

    private static InstantEngine engine(int millis, @Nullable Path journal) {
        return new InstantEngine("gpu-7", Duration.ofMillis(millis), journal);
    }

    private static Cancellation answer(boolean stop) {
        return cancellation(stop, time -> {});
    }

    private static Cancellation waiting() {
        return cancellation(false, time -> {
            long until = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        });
    }

    private interface Pause {
        void of(Duration time);
    }

    private static Cancellation cancellation(boolean stop, Pause pause) {
        return new Cancellation() {
            @Override
            public boolean requested() {
                return stop;
            }

            @Override
            public boolean await(Duration time) {
                pause.of(time);
                return stop;
            }

            @Override
            public void whenRequested(Runnable action) {}
        };
    }
}
