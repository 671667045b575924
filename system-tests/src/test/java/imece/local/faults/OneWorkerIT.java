package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.faults.Frames.Seen;
import imece.local.net.Cable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What befalls the only worker, and what jobs do to it; nobody else could take over. */
class OneWorkerIT extends FaultTest {

    /** Between what a run of these tests that may end takes and what one that may not takes. */
    private static final Duration GRACE = Duration.ofSeconds(4);

    private Cable cable;

    private Member worker;

    @Override
    Rig farm(Fresh servers, Path folder) throws IOException {
        cable = closing(new Cable(servers.brokerUri()));
        Rig farm = closing(new Rig(folder, servers, 1));
        worker = farm.workerBy(
                cable.uri(),
                "only",
                40,
                "--imece.worker.stall-after=2s",
                "--imece.worker.stop-grace=" + GRACE.toMillis() + "ms");
        return farm;
    }

    @Override
    void settle() {
        cable.mend();
        workersBack(worker);
    }

    @Test
    void aKilledWorkersJobWaitsForItsReturnAndStaysBeforeTheOthers() {
        rig.awaitSettled();
        List<UUID> jobs = me.submit(3, "one slot", 15);
        me.frames().await(jobs.getFirst(), "processing", SOON);
        worker.kill();
        long back = System.nanoTime();
        rig.again(worker);
        Seen restarted = me.frames().await(jobs.getFirst(), back, SOON, frame -> frame.attempt() == 2);
        Rig.measured("worker-killed-restarted-by-hand", restarted.nanos() - back);
        me.frames().awaitAll(jobs, "complete", LONG);
        assertThat(rig.rows().outcomes(jobs.getFirst())).containsExactly("lost", "completed");
        Seen before = restarted;
        for (UUID other : jobs.subList(1, jobs.size())) {
            assertThat(rig.rows().outcomes(other)).containsExactly("completed");
            Seen started = me.frames().await(other, "processing", SOON);
            assertThat(started.nanos()).isGreaterThan(before.nanos());
            before = started;
        }
    }

    @Test
    void transientFailuresAreTriedThreeTimesAndPermanentOnesOnce() {
        UUID oom = me.submit("[oom] too big", 10);
        UUID fail = me.submit("[fail] wrong", 10);
        UUID next = me.submit("next please", 10);
        Seen failed = me.frames().await(fail, "error", SOON);
        Seen started = me.frames().await(next, "processing", SOON);
        timed("next-job-after-error", started.nanos() - failed.nanos(), Duration.ofSeconds(1));
        me.frames().await(next, "complete", SOON);
        long began = System.nanoTime();
        me.frames().await(oom, "error", SOON);
        Rig.measured("transient-failure-ends-as-error", System.nanoTime() - began);

        assertThat(rig.rows().outcomes(fail)).containsExactly("failed");
        assertThat(me.job(fail).path("error").path("code").stringValue("")).isEqualTo("demo-failure");
        assertThat(me.job(fail).path("error").path("retryable").booleanValue()).isFalse();
        assertThat(rig.rows().outcomes(oom)).containsExactly("failed", "failed", "failed");
        assertThat(me.job(oom).path("error").path("code").stringValue("")).isEqualTo("out-of-memory");
    }

    @Test
    void aStalledEngineIsStoppedAndItsSlotWorksOn() {
        UUID stalled = me.submit("[stall] for ever", 10);
        me.frames().await(stalled, "processing", SOON);
        long began = System.nanoTime();
        Seen again = me.frames()
                .await(
                        stalled,
                        began,
                        SOON,
                        frame -> frame.status().equals("queued") && frame.note().contains("stalled"));
        Rig.measured("stalled-engine-given-up", again.nanos() - began);
        UUID next = me.submit("slot works on", 5);
        me.frames().await(next, "complete", SOON);
        me.frames().await(stalled, "error", LONG);
        assertThat(rig.rows().outcomes(stalled)).containsExactly("failed", "failed", "failed");
        assertThat(me.job(stalled).path("error").path("code").stringValue("")).isEqualTo("stalled");
        assertThat(me.job(stalled).path("error").path("retryable").booleanValue())
                .isTrue();
        assertThat(worker.alive()).isTrue();
    }

    @Test
    void aTerminatedWorkerFinishesWhatItHasAndTakesNothingNew() {
        List<UUID> jobs = me.submit(2, "rolling", 40);
        me.frames().await(jobs.getFirst(), "processing", SOON);
        worker.terminate();
        me.frames().await(jobs.getFirst(), "complete", SOON);
        worker.awaitEnd(SOON);
        assertThat(me.frames().status(jobs.getLast())).isEqualTo("queued");
        rig.again(worker);
        me.frames().await(jobs.getLast(), "complete", SOON);
        for (UUID job : jobs) {
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        }
    }

    @Test
    void aTerminatedWorkerThatCannotFinishGivesItsJobBackUnspent() {
        UUID job = me.submit("too long to finish", 150);
        me.frames().await(job, "processing", SOON);
        long told = System.nanoTime();
        worker.terminate();
        Seen back = me.frames().await(job, told, SOON, frame -> frame.status().equals("queued"));
        Rig.measured("sigterm-gives-back-after-grace", back.nanos() - told - GRACE.toNanos());
        assertThat(back.note()).isEqualTo("only gave it back: the worker is being stopped");
        worker.awaitEnd(SOON);
        rig.again(worker);
        me.frames().await(job, "complete", SOON);
        assertThat(rig.rows().outcomes(job)).containsExactly("released", "completed");
        assertThat(rig.rows().job(job).failures()).isZero();
    }

    /** The broker has sent it when it is told that nothing more is wanted; it is run by nobody, and costs nothing. */
    @Test
    void aMessageThatReachesAStoppingWorkerGoesBackUnspent() {
        cable.slowDown(Duration.ofSeconds(3));
        UUID job = me.submit("on its way to a worker that stops", 5);
        await("the message is on its way")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> rig.rows().job(job).stored().equals("dispatched"));
        long told = System.nanoTime();
        long stops = worker.timesSaid("Stopping");
        worker.terminate();
        await("it says what it does no more").atMost(SOON).until(() -> worker.timesSaid("Stopping") > stops);
        cable.mend();
        Seen back = me.frames()
                .await(job, told, SOON, frame -> frame.note().equals("only gave it back: the worker is being stopped"));
        assertThat(back.status()).isEqualTo("queued");
        assertThat(back.attempt()).isZero();
        worker.awaitEnd(SOON);
        assertThat(worker.said("[GPU_LOCK] acquired", job.toString())).isFalse();

        rig.again(worker);
        me.frames().await(job, "complete", SOON);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        assertThat(rig.rows().job(job).failures()).isZero();
    }

    @Test
    void aDrainedWorkerTakesNothingUntilItIsResumed() {
        String token = rig.operatorToken();
        List<UUID> jobs = me.submit(2, "while draining", 25);
        me.frames().await(jobs.getFirst(), "processing", SOON);
        me.operator(token, "POST", "/api/workers/only/drain");
        me.frames().await(jobs.getFirst(), "complete", SOON);
        await().atMost(SOON).until(() -> state(token).equals("draining"));
        // A whole second passes in which it would have started it.
        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> me.frames().status(jobs.getLast()).equals("queued"));
        long resumed = System.nanoTime();
        me.operator(token, "POST", "/api/workers/only/resume");
        me.frames().await(jobs.getLast(), "processing", SOON);
        timedSince("resumed-worker-starts", resumed, Duration.ofSeconds(3));
        me.frames().await(jobs.getLast(), "complete", SOON);
        assertThat(rig.rows().job(jobs.getLast()).attempt()).isEqualTo(1);
        assertThat(worker.alive()).isTrue();
    }

    private String state(String token) {
        for (var worker : me.operator(token, "GET", "/api/workers").path("items")) {
            // A killed predecessor of this name is listed as silent for a while.
            if (!worker.path("state").stringValue("").equals("silent")) {
                return worker.path("state").stringValue("");
            }
        }
        return "";
    }

    @Test
    void aCancelledRunFreesItsGpuAndTheNextStarts() {
        for (int round = 0; round < 3; round++) {
            UUID running = me.submit("to be cancelled", 140);
            UUID next = me.submit("next in line", 4);
            me.frames().await(running, "processing", SOON);
            long cancelled = System.nanoTime();
            assertThat(me.cancel(running)).isEqualTo(202);
            worker.awaitSaid(SOON, "[GPU_LOCK] released", running.toString());
            timedSince("cancel-frees-gpu", cancelled, Duration.ofSeconds(1));
            Seen started = me.frames().await(next, "processing", SOON);
            Rig.measured("cancel-next-starts", started.nanos() - cancelled);
            me.frames().await(next, "complete", SOON);
            assertThat(me.frames().status(running)).isEqualTo("cancelled");
            assertThat(rig.rows().outcomes(running)).containsExactly("cancelled");
            assertThat(me.cancel(running)).isEqualTo(202);
            assertThat(me.cancel(next)).isEqualTo(409);
        }
    }

    @Test
    void aCancelInARaceWithCompletionIsEitherWonOrRefused() {
        UUID first = me.submit("how long does it take", 6);
        Seen started = me.frames().await(first, "processing", SOON);
        long takes = me.frames().await(first, "complete", SOON).nanos() - started.nanos();
        int won = 0;
        for (int round = 0; round < 20; round++) {
            UUID job = me.submit("race " + round, 6);
            Seen begun = me.frames().await(job, "processing", SOON);
            long when = begun.nanos() + takes * (60 + 3L * round) / 100;
            await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> System.nanoTime() >= when);
            int answer = me.cancel(job);
            assertThat(answer).isIn(202, 409);
            String end = answer == 202 ? "cancelled" : "complete";
            me.frames().await(job, end, SOON);
            assertThat(me.job(job).path("status").stringValue("")).isEqualTo(end);
            assertThat(rig.rows().outcomes(job)).containsExactly(answer == 202 ? "cancelled" : "completed");
            won += answer == 202 ? 1 : 0;
        }
        System.out.println("MEASURED what=cancel-races-won count=" + won + " of=20");
    }

    /** Orders are repeated for as long as a heartbeat shows the need: the first one goes to a worker that can't hear. */
    @Test
    void anOrderThatGotLostIsRepeated() {
        UUID job = me.submit("cancelled while it is deaf", 150);
        me.frames().await(job, "processing", SOON);
        cable.tear();
        assertThat(me.cancel(job)).isEqualTo(202);
        worker.awaitSaid(SOON, "can't be used");
        assertThat(worker.said("[GPU_LOCK] released", job.toString())).isFalse();
        long mended = System.nanoTime();
        cable.mend();
        worker.awaitSaid(SOON, "[GPU_LOCK] released", job.toString());
        timedSince("lost-order-repeated", mended, Duration.ofSeconds(4));
        UUID next = me.submit("after the reconnect", 4);
        me.frames().await(next, "complete", SOON);
        assertThat(rig.rows().outcomes(job)).containsExactly("cancelled");
    }
}
