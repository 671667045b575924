package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.farm.Members;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two farms of one machine, each with a demo engine on its GPU "demo-0". */
class TwoFarmsIT {
    private static final Path HOME = Path.of(System.getProperty("imece.home")).toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void theDemoEnginesOfTwoFarmsDoNotWaitForEachOther() {
        try (Rig one = new Rig(folder.resolve("one"), imece.local.TestServers.fresh(TwoFarmsIT.class), 1)) {
            Member first = worker(one, "one");
            Member second = worker(one, "two");
            try {
                first.launch().awaitSaid(SOON, "is ready");
                second.launch().awaitSaid(SOON, "is ready");
                Visitor me = one.visitor();
                List<UUID> jobs = List.of(me.submit("first", 60), me.submit("second", 60));
                jobs.forEach(job -> me.frames().await(job, "processing", SOON));
                jobs.forEach(job -> me.frames().await(job, "complete", SOON));
                assertThat(first.said("[GPU_LOCK] acquired gpu=demo-0")).isTrue();
                assertThat(second.said("[GPU_LOCK] acquired gpu=demo-0")).isTrue();
                assertThat(folder.resolve("data-one/locks/gpu-demo-0.lock")).exists();
                assertThat(folder.resolve("data-two/locks/gpu-demo-0.lock")).exists();
            } finally {
                first.end();
                second.end();
            }
        }
    }

    /** As the launcher starts it, with nothing set about locks. */
    private Member worker(Rig rig, String farm) {
        Path data = folder.resolve("data-" + farm);
        List<String> command = new ArrayList<>(Members.workerCommand(HOME, data, farm, "demo-0", List.of()));
        command.add("--imece.worker.demo.step-millis=50");
        return new Member(farm, folder, command, Map.of("IMECE_BROKER_URI", rig.brokerUri()));
    }
}
