package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.faults.Frames.Seen;
import imece.tier.FullRunOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Workers that are killed in the middle of a run while another slot is free. */
class KilledWorkerIT extends FaultTest {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    @Override
    Rig farm(Fresh servers, Path folder) {
        Rig farm = closing(new Rig(folder, servers, 1));
        for (int i = 1; i <= 4; i++) {
            farm.quickWorker("pool-" + i, "gpu-" + i, 40);
        }
        farm.workers().forEach(farm::awaitReady);
        farm.awaitSettled();
        return farm;
    }

    /** Who was killed is started again beside the next kills, one after the other: those starts are the load. */
    @Test
    @FullRunOnly
    void aKilledWorkersJobStartsElsewhereAtOnceTwentyTimes() throws Exception {
        startsElsewhereAtOnce(20);
    }

    @Test
    void aKilledWorkersJobStartsElsewhereAtOnce() throws Exception {
        startsElsewhereAtOnce(5);
    }

    private void startsElsewhereAtOnce(int kills) throws Exception {
        List<Long> took = new ArrayList<>();
        List<UUID> jobs = new ArrayList<>();
        List<Future<?>> restarts = new ArrayList<>();
        try (ExecutorService starters = Executors.newSingleThreadExecutor()) {
            for (int kill = 1; kill <= kills; kill++) {
                // The farm may still count a slot whose process has just been killed.
                await("one slot to be killed, another to take over")
                        .atMost(LONG)
                        .until(() -> idleSlots() - notYetBack(restarts) >= 2);
                UUID job = me.submit("killed " + kill, 30);
                Seen started = me.frames().await(job, "processing", SOON);
                Member holder = holderOf(started);
                long killed = System.nanoTime();
                holder.kill();
                Seen again = me.frames().await(job, killed, SOON, frame -> frame.attempt() == 2);
                took.add(again.nanos() - killed);
                jobs.add(job);
                assertThat(again.worker()).isNotEqualTo(holder.name());
                assertThat(again.note()).isEqualTo(holder.name() + " vanished, restarted on " + again.worker());
                restarts.add(starters.submit(() -> rig.again(holder)));
            }
            for (Future<?> restart : restarts) {
                restart.get();
            }
        }
        me.frames().awaitAll(jobs, "complete", SOON);
        for (UUID job : jobs) {
            assertThat(rig.rows().outcomes(job)).containsExactly("lost", "completed");
            assertThat(me.attempts(job).path(0).path("outcome").stringValue("")).isEqualTo("lost");
        }
        Spread spread = Spread.of(took).measured("worker-killed-restarted-elsewhere");
        // Of so few the 99th percentile is the slowest.
        held("worker-killed-restarted-elsewhere", spread.percentile(99), PROMISED);
    }

    private static long notYetBack(List<Future<?>> restarts) {
        return restarts.stream().filter(restart -> !restart.isDone()).count();
    }
}
