package imece.local.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.faults.Frames.Seen;
import imece.local.net.Cable;
import imece.tier.FullRunOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Workers that die, freeze or lose their connection while others could take over. */
class LostWorkerIT extends FaultTest {

    private static final Duration PROMISED_ELSEWHERE = Duration.ofSeconds(25);
    private static final Duration PROMISED_FREE = Duration.ofSeconds(2);

    private Cable cable;
    private String broker;

    private Member one;
    private Member two;

    @Override
    Rig farm(Fresh servers, Path folder) throws IOException {
        broker = servers.brokerUri();
        cable = closing(new Cable(broker));
        Rig farm = closing(new Rig(folder, servers, 1));
        one = farm.quickWorker("one", "gpu-11,gpu-12", 100);
        two = farm.quickWorker("two", "gpu-21,gpu-22,gpu-23", 50);
        farm.awaitReady(one);
        farm.awaitReady(two);
        return farm;
    }

    @Override
    void settle() {
        cable.mend();
        workersBack(one, two);
        order("one", "resume");
        order("two", "resume");
        rig.workers().stream().filter(worker -> worker != one && worker != two).forEach(Member::end);
    }

    @Test
    @FullRunOnly
    void aJobThatKillsEachWorkerFailsAfterThreeAttemptsAndBlocksNobody() {
        // One slot each: what runs beside it in the same process dies with it, and would count the deaths as its own.
        Member first = rig.quickWorker("poison-1", "gpu-p1", 50);
        Member second = rig.quickWorker("poison-2", "gpu-p2", 50);
        rig.awaitReady(first);
        rig.awaitReady(second);
        order("one", "drain");
        order("two", "drain");
        awaitIdleSlots(2);
        UUID poison = me.submit("[kill] who draws this", 20);
        List<UUID> others = me.submit(4, "neighbour of a poison", 10);
        long began = System.nanoTime();
        while (!me.frames().status(poison).equals("error")) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(5));
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
        order("two", "drain");
        order("three", "drain");
        awaitIdleSlots(2);
        // A step takes worker one longer, so that nothing of this is over before everything has begun.
        UUID halfWay = me.submit("half way", 150);
        UUID late = me.submit("nearly done", 70);
        me.frames().await(halfWay, "processing", SOON);
        me.frames().await(late, "processing", SOON);
        order("three", "resume");
        UUID cutOff = me.submit("cut off", 130);
        me.frames().await(cutOff, "processing", SOON);
        assertThat(List.of(late, halfWay, cutOff))
                .allMatch(job -> me.frames().status(job).equals("processing"));

        long lost = System.nanoTime();
        one.freeze();
        cable.goDead();
        // Nobody has a free GPU for them yet, or a fast broker would hand them over before anybody could see.
        for (UUID job : List.of(late, halfWay)) {
            Seen silence = me.frames()
                    .await(job, lost, LONG, frame -> frame.note().equals("one vanished, waiting for a free GPU"));
            assertThat(silence.worker()).isEmpty();
        }
        order("two", "resume");
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
        held("worker-lost-restarted-elsewhere", slowest, PROMISED_ELSEWHERE);
        me.frames().await(late, "complete", SOON);
        assertThat(me.frames().status(halfWay)).isEqualTo("processing");

        long woke = System.nanoTime();
        one.wake();
        one.awaitSaid(SOON, "[GPU_LOCK] released", halfWay.toString());
        timedSince("woken-worker-frees-its-gpu", woke, PROMISED_FREE);
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
        awaitIdleSlots(3);
        List<UUID> next = me.submit(3, "after waking", 60);
        me.frames().awaitAll(next, "complete", SOON);
        assertThat(next.stream().map(job -> rig.rows().job(job).worker()).distinct())
                .containsExactlyInAnyOrder("one", "three");
        order("two", "resume");
    }

    /** A connection that breaks and comes back: the job has moved meanwhile, and only one of the two runs counts. */
    @Test
    @FullRunOnly
    void aTornConnectionMovesTheJobWhichIsCompletedOnce() {
        rig.workerBy(cable.uri(), "torn", 50);
        order("two", "drain");
        order("one", "drain");
        awaitIdleSlots(1);
        UUID job = me.submit("keeps its run", 150);
        me.frames().await(job, "processing", SOON);
        order("two", "resume");
        order("one", "resume");
        awaitIdleSlots(5);
        cable.tear();
        cable.mend();
        me.frames().await(job, "complete", SOON);
        System.out.println("MEASURED what=torn-connection-runs count="
                + rig.rows().outcomes(job).size());
    }

    /**
     * One line takes away what its worker says, another one what it is told: the first worker is given up, the second one
     * completes its job unknowingly. A third worker wakes up behind a dead line, hears no order, and stores its picture when
     * the winner's is long there.
     */
    @Test
    void linesThatAreDeadOneWayAndAPictureThatComesTooLateChangeNothing() throws IOException {
        try (Cable there = new Cable(broker);
                Cable back = new Cable(broker)) {
            rig.quickWorkerBy(there.uri(), "unheard", 50);
            rig.quickWorkerBy(back.uri(), "deaf", 50);
            rig.quickWorkerBy(cable.uri(), "late", 50);
            rig.workers().forEach(rig::awaitReady);
            order("one", "drain");
            order("two", "drain");
            awaitIdleSlots(3);
            List<UUID> jobs = me.submit(3, "behind a bad line", 120);
            Map<String, UUID> byWorker = new HashMap<>();
            jobs.forEach(job ->
                    byWorker.put(me.frames().await(job, "processing", SOON).worker(), job));
            UUID ofDeaf = requireNonNull(byWorker.get("deaf"));
            UUID ofLate = requireNonNull(byWorker.get("late"));
            order("two", "resume");
            awaitIdleSlots(3);
            assertThat(jobs).allMatch(job -> me.frames().status(job).equals("processing"));

            Member late = holderOf(me.frames().await(ofLate, "processing", SOON));
            long lost = System.nanoTime();
            there.goDead(Cable.Way.THERE);
            back.goDead(Cable.Way.BACK);
            late.freeze();
            cable.goDead();

            for (UUID job : jobs) {
                String name = job.equals(ofLate) ? "late" : job.equals(ofDeaf) ? "deaf" : "unheard";
                Seen again = me.frames().await(job, lost, LONG, frame -> frame.attempt() == 2);
                assertThat(again.note()).isEqualTo(name + " vanished, restarted on two");
                timed("worker-" + name + "-restarted-elsewhere", again.nanos() - lost, PROMISED_ELSEWHERE);
            }
            me.frames().awaitAll(jobs, "complete", SOON);

            assertThat(rig.picturesOf(ofLate)).isEqualTo(1);
            late.wake();
            await("the late picture is stored").atMost(SOON).until(() -> rig.picturesOf(ofLate) == 2);
            there.mend();
            back.mend();
            cable.mend();
            order("two", "drain");
            awaitIdleSlots(3);
            me.frames().awaitAll(me.submit(3, "by a mended line", 10), "complete", SOON);
            for (UUID job : jobs) {
                assertThat(rig.rows().outcomes(job)).containsExactly("lost", "completed");
                assertThat(rig.rows().job(job).worker()).isEqualTo("two");
            }
        }
    }
}
