package imece.worker.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.run.RunStop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuLockTest {

    private static final String GPU = "GPU-6d2c: odd/../name";

    @TempDir
    Path folder;

    @Test
    void manyThreadsNeverOverlapOnOneGpu() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 20; round++) {
                    HeldGpu held = take(lock(Duration.ofSeconds(30)));
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    held.release();
                }
            }));
        }
        all.forEach(CompletableFuture::join);
        assertThat(most).hasValue(1);
    }

    @Test
    void runsOfOneSlotShareItAndNobodyElseHasItBeforeTheLastOfThemIsOver() {
        GpuLock ours = new GpuLock(folder, GPU, Duration.ofMillis(50), true);
        HeldGpu first = take(ours);
        HeldGpu second = take(ours);
        assertThat(lock(Duration.ofMillis(50)).acquire(new UUID(0, 3), new RunStop(), () -> {}))
                .isInstanceOf(GpuLock.TimedOut.class);
        assertThat(ours.acquireAlone(new UUID(0, 4), new RunStop(), () -> {}))
                .as("a canary is drawn beside nobody")
                .isInstanceOf(GpuLock.TimedOut.class);
        first.release();
        first.release();
        assertThat(ours.free()).isFalse();
        second.release();
        HeldGpu alone = (HeldGpu) ours.acquireAlone(new UUID(0, 4), new RunStop(), () -> {});
        assertThat(ours.acquire(new UUID(0, 5), new RunStop(), () -> {})).isInstanceOf(GpuLock.TimedOut.class);
        alone.release();
        take(ours).release();
        assertThat(lock(Duration.ZERO).free()).isTrue();
    }

    @Test
    void twoProcessesNeverHoldItTogetherAndAKilledHolderLetsGo() throws Exception {
        Process holder = holder();
        try (BufferedReader says = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(line(says)).isEqualTo("held");
            assertThat(lock(Duration.ofMillis(300)).acquire(new UUID(0, 2), new RunStop(), () -> {}))
                    .isInstanceOf(GpuLock.TimedOut.class);
            assertThat(lock(Duration.ZERO).free()).isFalse();
            holder.destroyForcibly();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> lock(Duration.ZERO).free());
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void lookingWhetherItIsFreeDoesNotTakeItFromItsHolder() throws Exception {
        HeldGpu held = take(lock(Duration.ofSeconds(1)));
        assertThat(lock(Duration.ZERO).free()).isFalse();
        Process other = holder();
        try (BufferedReader says = other.inputReader(StandardCharsets.UTF_8)) {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> line(says));
            assertThat(lock(Duration.ZERO).free()).isFalse();
            assertThat(answer).isNotDone();
            held.release();
            assertThat(answer.join()).isEqualTo("held");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void releasingTwiceDoesNotFreeWhatSomebodyElseHolds() {
        HeldGpu first = take(lock(Duration.ofSeconds(1)));
        first.release();
        HeldGpu second = take(lock(Duration.ofSeconds(1)));
        first.release();
        assertThat(lock(Duration.ZERO).free()).isFalse();
        second.release();
    }

    @Test
    void twoGpusAreHeldSideBySideHoweverLikeTheirNames() {
        HeldGpu first = take(lock("gpu/1"));
        for (String other : List.of("gpu_1", "gpu-1", "gpu:1", "GPU/1", "gpu/2", "gpu/11")) {
            take(lock(other)).release();
        }
        assertThat(lock("gpu/1").free()).isFalse();
        first.release();
    }

    @Test
    void whoMustWaitIsToldOnceAndWhoNeedNotIsNotTold() {
        AtomicInteger told = new AtomicInteger();
        GpuLock.LockAnswer first =
                lock(Duration.ofSeconds(1)).acquire(new UUID(0, 4), new RunStop(), told::incrementAndGet);
        assertThat(told).hasValue(0);

        assertThat(lock(Duration.ofMillis(300)).acquire(new UUID(0, 5), new RunStop(), told::incrementAndGet))
                .isInstanceOf(GpuLock.TimedOut.class);
        assertThat(told).hasValue(1);

        assertThat(lock(Duration.ZERO).acquire(new UUID(0, 6), new RunStop(), told::incrementAndGet))
                .isInstanceOf(GpuLock.TimedOut.class);
        assertThat(told).as("at the first try").hasValue(2);
        ((HeldGpu) first).release();
    }

    @Test
    void aStopEndsTheWait() {
        HeldGpu held = take(lock(Duration.ofSeconds(1)));
        RunStop stop = new RunStop();
        assertThat(lock(Duration.ofSeconds(30))
                        .acquire(new UUID(0, 3), stop, () -> stop.request(RunStop.Cause.ORDERED)))
                .isInstanceOf(GpuLock.Stopped.class);
        held.release();
    }

    private GpuLock lock(Duration patience) {
        return new GpuLock(folder, GPU, patience);
    }

    private GpuLock lock(String gpu) {
        return new GpuLock(folder, gpu, Duration.ZERO);
    }

    private static HeldGpu take(GpuLock lock) {
        return (HeldGpu) lock.acquire(UUID.randomUUID(), new RunStop(), () -> {});
    }

    private Process holder() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.toString(),
                        GPU)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Options for every JVM could be anything.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder.start();
    }

    private static String line(BufferedReader reader) {
        try {
            while (true) {
                String line = reader.readLine();
                if (line == null || !line.contains("GPU_LOCK")) {
                    return String.valueOf(line);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
