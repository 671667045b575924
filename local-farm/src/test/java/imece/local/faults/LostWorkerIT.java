package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers;
import imece.local.faults.Frames.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Workers that die, freeze or lose their connection while others could take over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostWorkerIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofSeconds(40);

    private Rig rig;
    private Cable cable;
    private Member one;
    private Member two;
    private Visitor me;

    @BeforeAll
    void farm(@TempDir Path folder) throws IOException {
        TestServers.Fresh servers = TestServers.fresh(LostWorkerIT.class);
        cable = new Cable(servers.brokerUri());
        rig = new Rig(folder, servers.jdbcUrl(), servers.user(), servers.password(), servers.brokerUri(), 1);
        one = rig.quickWorker("one", "gpu-11,gpu-12", 50);
        two = rig.quickWorker("two", "gpu-21,gpu-22,gpu-23", 50);
        rig.awaitReady(one);
        rig.awaitReady(two);
        rig.awaitSettled();
    }

    @BeforeEach
    void arrive() {
        me = rig.visitor();
    }

    @AfterEach
    void nothingLostNothingTwice() {
        try {
            rig.assertNothingLostNothingTwice();
        } finally {
            cable.mend();
            one.wake();
            resume();
            rig.workers().stream()
                    .filter(worker -> worker != one && worker != two)
                    .forEach(Member::end);
            rig.endVisits();
        }
    }

    @AfterAll
    void end() throws IOException {
        rig.close();
        cable.close();
    }

    @Test
    void aKilledWorkersJobStartsElsewhereAtOnce() {
        for (int round = 1; round <= 3; round++) {
            UUID job = me.submit("killed in round " + round, 30);
            Seen started = me.frames().await(job, "processing", SOON);
            Member holder = started.worker().equals(one.name()) ? one : two;
            Member other = holder == one ? two : one;

            long killed = System.nanoTime();
            holder.kill();
            Seen restarted = me.frames().await(job, killed, SOON, frame -> frame.attempt() == 2);
            Rig.measured("worker-killed-restarted-elsewhere", restarted.nanos() - killed);
            assertThat(Duration.ofNanos(restarted.nanos() - killed)).isLessThan(Duration.ofSeconds(2));
            assertThat(restarted.note()).isEqualTo(holder.name() + " vanished, restarted on " + other.name());
            assertThat(restarted.worker()).isEqualTo(other.name());

            me.frames().await(job, "complete", SOON);
            assertThat(rig.rows().outcomes(job)).containsExactly("lost", "completed");
            assertThat(me.attempts(job).path(0).path("outcome").stringValue("")).isEqualTo("lost");
            assertThat(me.attempts(job).path(1).path("worker").stringValue("")).isEqualTo(other.name());
            rig.again(holder);
        }
    }

    @Test
    void aJobThatKillsEachWorkerFailsAfterThreeAttemptsAndBlocksNobody() {
        // One slot each: what runs beside it in the same process dies with it, and would count the deaths as its own.
        Member first = rig.quickWorker("poison-1", "gpu-p1", 50);
        Member second = rig.quickWorker("poison-2", "gpu-p2", 50);
        rig.awaitReady(first);
        rig.awaitReady(second);
        order("one", "drain");
        order("two", "drain");
        await().atMost(SOON).until(() -> idleSlots(rig.operatorToken()) == 2);
        UUID poison = me.submit("[kill] who draws this", 20);
        List<UUID> others = me.submit(4, "neighbour of a poison", 10);
        long began = System.nanoTime();
        while (!me.frames().status(poison).equals("error")) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
            startAgainWhoIsDead(first, second);
        }
        Rig.measured("poison-job-ends-as-error", System.nanoTime() - began);
        me.frames().awaitAll(others, "complete", LONG);
        assertThat(rig.rows().outcomes(poison)).containsExactly("lost", "lost", "lost");
        assertThat(me.job(poison).path("error").path("code").stringValue("")).isEqualTo("worker-lost");
        assertThat(me.job(poison).path("attempt").intValue()).isEqualTo(3);
        // Who got it a fourth time is told to drop it before it dies of it, and so is whoever would get it a fifth
        // time.
        startAgainWhoIsDead(first, second);
        String got = "[GPU_LOCK] acquired";
        long runs = first.timesSaid(poison.toString(), got) + second.timesSaid(poison.toString(), got);
        assertThat(runs).isLessThanOrEqualTo(4);
        if (runs == 4) {
            await().atMost(SOON)
                    .until(() -> first.said("Dropped", poison.toString()) || second.said("Dropped", poison.toString()));
        }
        UUID after = me.submit("after the poison", 4);
        me.frames().await(after, "complete", SOON);
        assertThat(List.of(first, second)).allMatch(Member::alive);
    }

    private void startAgainWhoIsDead(Member... workers) {
        for (Member worker : workers) {
            if (!worker.alive()) {
                rig.again(worker);
            }
        }
    }

    /**
     * Three runs are lost without a word: two freeze with their worker, one a moment before its end and one in the middle;
     * one goes on behind a dead network, and its worker even stores its picture.
     */
    @Test
    void aFrozenAndACutOffWorkersJobsMoveAndTheirLateEventsChangeNothing() {
        Member three = rig.workerBy(cable.uri(), "three", 50);
        String token = rig.operatorToken();
        order("two", "drain");
        order("three", "drain");
        await().atMost(SOON).until(() -> idleSlots(token) == 2);
        UUID halfWay = me.submit("half way", 150);
        UUID late = me.submit("nearly done", 70);
        me.frames().await(halfWay, "processing", SOON);
        me.frames().await(late, "processing", SOON);
        order("three", "resume");
        UUID cutOff = me.submit("cut off", 130);
        me.frames().await(cutOff, "processing", SOON);
        order("two", "resume");
        await().atMost(SOON).until(() -> idleSlots(token) == 3);
        assertThat(List.of(late, halfWay, cutOff))
                .allMatch(job -> me.frames().status(job).equals("processing"));

        long lost = System.nanoTime();
        one.freeze();
        cable.goDead();
        long slowest = 0;
        for (UUID job : List.of(late, halfWay, cutOff)) {
            Seen again = me.frames().await(job, lost, LONG, frame -> frame.attempt() == 2);
            Rig.measured(
                    "worker-" + (job.equals(cutOff) ? "cut-off" : "frozen") + "-restarted-elsewhere",
                    again.nanos() - lost);
            assertThat(again.worker()).isEqualTo("two");
            assertThat(again.note()).isEqualTo((job.equals(cutOff) ? "three" : "one") + " vanished, restarted on two");
            slowest = Math.max(slowest, again.nanos() - lost);
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(25));
        assertThat(me.frames().of(halfWay))
                .as("its worker's silence is shown")
                .anyMatch(frame ->
                        frame.worker().isEmpty() && frame.note().equals("one vanished, waiting for a free GPU"));
        me.frames().await(late, "complete", SOON);
        assertThat(me.frames().status(halfWay)).isEqualTo("processing");

        long woke = System.nanoTime();
        one.wake();
        one.awaitSaid(SOON, "[GPU_LOCK] released", halfWay.toString());
        Rig.measuredSince("woken-worker-frees-its-gpu", woke, Duration.ofSeconds(2));
        one.awaitSaid(SOON, "Dropped", halfWay.toString());
        one.awaitSaid(SOON, "[GPU_LOCK] released", late.toString());
        cable.mend();
        three.awaitSaid(SOON, "[GPU_LOCK] released", cutOff.toString());
        me.frames().awaitAll(List.of(halfWay, cutOff), "complete", SOON);
        for (UUID job : List.of(late, halfWay, cutOff)) {
            assertThat(rig.rows().outcomes(job)).containsExactly("lost", "completed");
            assertThat(rig.rows().job(job).worker()).isEqualTo("two");
        }
        // They are good workers again.
        order("two", "drain");
        List<UUID> next = me.submit(3, "after waking", 30);
        me.frames().awaitAll(next, "complete", SOON);
        assertThat(next.stream().map(job -> rig.rows().job(job).worker()).distinct())
                .containsExactlyInAnyOrder("one", "three");
        order("two", "resume");
    }

    private void resume() {
        for (Member worker : List.of(one, two)) {
            if (worker.alive()) {
                order(worker.name(), "resume");
            }
        }
    }

    private void order(String worker, String what) {
        String token = rig.operatorToken();
        await(worker + " is heard")
                .atMost(SOON)
                .until(() ->
                        me.operator(token, "GET", "/api/workers").toString().contains("\"id\":\"" + worker + "\""));
        JsonNode unused = me.operator(token, "POST", "/api/workers/" + worker + "/" + what);
    }

    private int idleSlots(String token) {
        int live = 0;
        for (var worker : me.operator(token, "GET", "/api/workers").path("items")) {
            // A killed process is listed for a while, with what its slots last said.
            for (var slot : worker.path("slots")) {
                boolean idle = slot.path("state").stringValue("").equals("idle");
                live += idle && !worker.path("state").stringValue("").equals("silent") ? 1 : 0;
            }
        }
        return live;
    }

    /** A connection that breaks and comes back: the job has moved meanwhile, and only one of the two runs counts. */
    @Test
    void aTornConnectionMovesTheJobWhichIsCompletedOnce() {
        rig.workerBy(cable.uri(), "torn", 50);
        order("two", "drain");
        order("one", "drain");
        await().atMost(SOON).until(() -> idleSlots(rig.operatorToken()) == 1);
        UUID job = me.submit("keeps its run", 60);
        me.frames().await(job, "processing", SOON);
        order("two", "resume");
        order("one", "resume");
        await().atMost(SOON).until(() -> idleSlots(rig.operatorToken()) == 5);
        cable.tear();
        cable.mend();
        me.frames().await(job, "complete", SOON);
        System.out.println("MEASURED what=torn-connection-runs count="
                + rig.rows().outcomes(job).size());
    }
}
