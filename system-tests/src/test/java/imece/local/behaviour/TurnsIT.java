package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** On a farm of real workers, slots keep what they have loaded as long as nobody waits too long for it. */
class TurnsIT {

    private static final List<String> CHECKPOINTS = List.of("oil", "ink", "chalk", "wax");
    private static final int JOBS = 80;

    /** First in, first out it is 53 in the mean, and 45 in a lucky draw. */
    private static final int MOST_CHANGES = 35;

    @Test
    void manyJobsOverAFewCheckpointsChangeWhatIsLoadedFarLessOftenThanTheyCame(
            @TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        Map<String, String> engine = Map.of(
                "imece.worker.demo.checkpoints", String.join(",", CHECKPOINTS),
                "imece.worker.demo.load-millis", "300",
                "imece.worker.demo.step-millis", "15");
        try (GatewayUnderTest gateway = GatewayUnderTest.start(TurnsIT.class);
                WorkerProcess one = WorkerProcess.start(gateway, folder, "one", engine);
                WorkerProcess two = WorkerProcess.start(gateway, folder, "two", engine)) {
            assertThat(one.process().isAlive() && two.process().isAlive()).isTrue();
            Browser browser = gateway.newcomer();
            Within.bounds()
                    .until(() -> List.of("\"one\"", "\"two\"").stream()
                            .allMatch(gateway.operator().get("/api/workers").text()::contains));
            Random draw = new Random(18);
            for (int i = 0; i < JOBS; i++) {
                asked(browser, CHECKPOINTS.get(draw.nextInt(CHECKPOINTS.size())));
            }
            Within.bounds()
                    .until(() -> gateway.rows()
                            .text("select count(*) from jobs where status = 'complete'")
                            .equals("" + JOBS));
            assertThat(changes(gateway)).isLessThanOrEqualTo(MOST_CHANGES);
            assertThat(gateway.rows().text("select count(*) from runs"))
                    .as("each drawn once")
                    .isEqualTo("" + JOBS);
        }
    }

    private static int changes(GatewayUnderTest gateway) {
        Map<String, String> loaded = new HashMap<>();
        List<String> changes = new ArrayList<>();
        for (String run : gateway.rows()
                .texts(
                        "select r.gpu || '/' || j.lane from runs r join jobs j on j.id = r.job_id order by r.started_at")) {
            String gpu = run.substring(0, run.indexOf('/'));
            String lane = run.substring(run.indexOf('/') + 1);
            String before = loaded.put(gpu, lane);
            if (before != null && !before.equals(lane)) {
                changes.add(run);
            }
        }
        System.out.println("MEASURED what=changes-of-checkpoint count=" + changes.size());
        return changes.size();
    }

    private static void asked(Browser browser, String checkpoint) {
        String spec = Browser.spec("turns")
                .replaceFirst("\"steps\":2", "\"steps\":20")
                .replaceFirst("}$", ",\"checkpoint\":\"" + checkpoint + "\"}");
        browser.post("/api/jobs", spec).expect(202);
    }
}
