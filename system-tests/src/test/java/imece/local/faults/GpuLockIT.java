package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestEnvironment;
import imece.local.TestServers.Fresh;
import imece.local.faults.Frames.Seen;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One GPU, one job at a time, whoever serves it and however they end. */
class GpuLockIT extends FaultTest {

    @Override
    Rig farm(Fresh servers, Path folder) {
        return closing(new Rig(folder, servers, 1));
    }

    @Override
    void settle() {
        rig.endWorkers();
    }

    @Test
    void twoProcessesOnOneGpuNeverOverlapAlsoAfterTheHoldersDeath() {
        Member one = rig.quickWorker("share-one", "gpu-shared", 40);
        Member two = rig.quickWorker("share-two", "gpu-shared", 40);
        rig.awaitReady(one);
        rig.awaitReady(two);
        List<UUID> jobs = me.submit(4, "shared", 12);
        me.frames().awaitAll(jobs, "complete", SOON);
        GpuSpans spans = GpuSpans.of(List.of(one, two));
        assertThat(spans.spans()).hasSize(4);
        assertThat(spans.spans().stream().map(GpuSpans.Span::worker)).contains("share-one", "share-two");
        spans.assertNoOverlap();

        // One after the other: of two that are dispatched together either may get the lock first.
        UUID first = me.submit("the holder dies", 120);
        Seen started = me.frames().await(first, "processing", SOON);
        UUID second = me.submit("the other one waits", 30);
        List<UUID> more = List.of(first, second);
        Member holder = started.worker().equals(one.name()) ? one : two;
        Member other = holder == one ? two : one;
        await().atMost(SOON)
                .until(() -> !other.said("[GPU_LOCK] acquired", second.toString())
                        && rig.rows().count("jobs where status = 'dispatched'") == 1);
        long killed = System.nanoTime();
        holder.kill();
        other.awaitSaid(SOON, "[GPU_LOCK] acquired", second.toString());
        timedSince("gpu-lock-free-after-kill", killed, Duration.ofSeconds(2));
        me.frames().awaitAll(more, "complete", SOON);
    }

    /** In the line, with the broker, and waiting for the GPU: whoever has it goes on, and nobody draws what nobody wants. */
    @Test
    void aCancelInAnyStageBeforeTheRunInterruptsNobody() {
        Member one = rig.quickWorker("stage-one", "gpu-stages", 60);
        Member two = rig.quickWorker("stage-two", "gpu-stages", 60);
        rig.awaitReady(one);
        rig.awaitReady(two);
        awaitIdleSlots(2);
        UUID running = me.submit("has the GPU", 150);
        Member holder = holderOf(me.frames().await(running, "processing", SOON));
        Member other = others(holder).getFirst();
        UUID waiting = me.submit("waits for the GPU", 10);
        await("a slot waits for the lock")
                .atMost(SOON)
                .until(() -> workers().toString().contains("waiting-for-gpu"));
        List<UUID> behind = me.submit(2, "waits behind", 10);
        await("one is with the broker, one in the line")
                .atMost(SOON)
                .until(() -> rig.rows().job(behind.getFirst()).stored().equals("dispatched"));
        assertThat(rig.rows().job(behind.getLast()).stored()).isEqualTo("queued");

        List<UUID> unwanted = List.of(behind.getLast(), behind.getFirst(), waiting);
        for (UUID job : unwanted) {
            assertThat(me.cancel(job)).isEqualTo(202);
        }
        long cancelled = System.nanoTime();
        other.awaitSaid(SOON, "Dropped", waiting.toString());
        timedSince("cancelled-wait-for-the-gpu-ends", cancelled, Duration.ofSeconds(1));
        other.awaitSaid(SOON, "Acknowledged untouched", behind.getFirst().toString());
        assertThat(me.frames().status(running)).isEqualTo("processing");

        // Only the run that holds the lock is interrupted, and whoever waits for the lock gets it.
        UUID next = me.submit("gets the GPU", 10);
        await("a slot waits for the lock")
                .atMost(SOON)
                .until(() -> workers().toString().contains("waiting-for-gpu"));
        long ended = System.nanoTime();
        assertThat(me.cancel(running)).isEqualTo(202);
        me.frames().await(next, ended, SOON, frame -> frame.status().equals("processing"));
        timedSince("cancelled-run-hands-its-gpu-on", ended, Duration.ofSeconds(1));
        me.frames().await(next, "complete", SOON);
        assertThat(rig.rows().outcomes(next)).containsExactly("completed");
        assertThat(rig.rows().outcomes(running)).containsExactly("cancelled");
        for (UUID job : unwanted) {
            assertThat(me.frames().status(job)).isEqualTo("cancelled");
            assertThat(rig.rows().outcomes(job)).isEmpty();
            assertThat(rig.workers()).noneMatch(worker -> worker.said("[GPU_LOCK] acquired", job.toString()));
        }
    }

    @Test
    void aHangingHolderMakesTheWaitTimeOutAndTheJobKeepsItsPlace() throws IOException {
        Files.createDirectories(rig.locks());
        Process holder = hold(rig.locks().resolve("gpu-gpu-hung.lock"));
        try {
            Member worker = rig.worker("hung", 40, "--imece.worker.lock-wait=2s");
            long began = System.nanoTime();
            List<UUID> jobs = me.submit(2, "patience", 8);
            worker.awaitSaid(SOON, "[GPU_LOCK] timeout gpu=gpu-hung job=" + jobs.getFirst());
            Rig.measured("gpu-lock-timeout", System.nanoTime() - began);
            Seen back = me.frames()
                    .await(
                            jobs.getFirst(),
                            began,
                            SOON,
                            frame -> frame.note().equals("hung gave it back: the GPU was busy"));
            assertThat(back.status()).isEqualTo("queued");
            assertThat(back.attempt()).isZero();
            assertThat(rig.rows().job(jobs.getFirst()).ticket())
                    .isLessThan(rig.rows().job(jobs.getLast()).ticket());
            await().atMost(SOON).until(() -> slotState().equals("blocked"));
            assertThat(me.job(jobs.getFirst()).path("queuePosition").intValue()).isEqualTo(1);
            assertThat(me.job(jobs.getLast()).path("queuePosition").intValue()).isEqualTo(2);
            // Longer than another wait for the lock would take: the slot takes nothing meanwhile.
            await().during(Duration.ofMillis(2_500)).atMost(SOON).until(() -> worker.timesSaid("[GPU_LOCK]") == 1);

            long released = System.nanoTime();
            holder.destroyForcibly();
            Seen started = me.frames().await(jobs.getFirst(), "processing", SOON);
            timed("gpu-lock-works-again", started.nanos() - released, Duration.ofSeconds(3));
            me.frames().awaitAll(jobs, "complete", SOON);
            for (UUID job : jobs) {
                assertThat(rig.rows().outcomes(job)).containsExactly("completed");
                assertThat(rig.rows().job(job).attempt()).isEqualTo(1);
                assertThat(rig.rows().job(job).failures()).isZero();
            }
            assertThat(me.frames().await(jobs.getLast(), "processing", SOON).nanos())
                    .isGreaterThan(started.nanos());
        } finally {
            holder.destroyForcibly();
        }
    }

    private String slotState() {
        for (var worker :
                me.operator(rig.operatorToken(), "GET", "/api/workers").path("items")) {
            if (worker.path("id").stringValue("").equals("hung")) {
                return worker.path("slots").path(0).path("state").stringValue("");
            }
        }
        return "";
    }

    private static Process hold(Path file) throws IOException {
        Process holder = TestEnvironment.process(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolding.class.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = holder.inputReader();
        assertThat(said.readLine()).isEqualTo("holding");
        return holder;
    }
}
