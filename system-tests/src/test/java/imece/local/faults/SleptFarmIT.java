package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.os.ProcessEnding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A machine that slept: every process of the farm is stopped for longer than an engine may be silent, and then goes on. */
class SleptFarmIT extends FaultTest {

    private static final String STALL_AFTER = "5s";
    private static final Duration SLEEP = Duration.ofSeconds(15);

    @Override
    Rig farm(Fresh servers, Path folder) {
        Rig farm = closing(new Rig(folder, servers, 1));
        // A step takes long enough that whoever wakes first finds the engine silent.
        Member unused = farm.worker("only", 1_000, "--imece.worker.stall-after=" + STALL_AFTER);
        return farm;
    }

    @Test
    void aSleepCostsTheJobThatRunsNoFailure() {
        UUID running = me.submit("runs while the machine sleeps", 12);
        UUID waiting = me.submit("waits meanwhile", 2);
        me.frames().await(running, "processing", SOON);

        List<ProcessHandle> farm = ProcessHandle.current().descendants().toList();
        try {
            farm.forEach(process -> ProcessEnding.send(process, "STOP"));
            await("the sleep is over")
                    .pollDelay(SLEEP)
                    .atMost(SLEEP.plus(SOON))
                    .until(() -> farm.stream().anyMatch(ProcessHandle::isAlive));
        } finally {
            farm.forEach(process -> ProcessEnding.send(process, "CONT"));
        }

        me.frames().awaitAll(List.of(running, waiting), "complete", LONG);
        for (UUID job : List.of(running, waiting)) {
            assertThat(rig.rows().job(job).failures()).isZero();
            assertThat(rig.rows().outcomes(job)).doesNotContain("failed").endsWith("completed");
        }
    }
}
