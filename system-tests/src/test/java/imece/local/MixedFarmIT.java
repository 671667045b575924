package imece.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.os.FreePorts;
import imece.worker.engine.standin.ComfyStandIn;
import imece.worker.engine.standin.ForgeStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./imece up} with two kinds of engines: a worker for each, and a picture says which of them made it. */
class MixedFarmIT {

    @Test
    @Timeout(240)
    void eachEngineGetsAWorkerAndBothMakePictures(@TempDir Path folder) throws Exception {
        FarmUnderTest farm = new FarmUnderTest(folder).withLocksOfItsOwn();
        int port = FreePorts.any();
        try (ComfyStandIn comfy = new ComfyStandIn();
                ForgeStandIn forge = new ForgeStandIn()) {
            comfy.open();
            forge.open();
            Process launcher = farm.start(
                    "up.log",
                    "up",
                    "--port",
                    Integer.toString(port),
                    "--engine",
                    "comfyui=" + comfy.url(),
                    "--engine",
                    "forge=" + forge.url());
            farm.awaitReady(launcher, "up.log", port);
            FarmClient client = new FarmClient("http://localhost:" + port);
            FarmClient operator = client.asOperator(
                    Files.readString(farm.data().resolve("operator.token")).strip());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> idleEngines(operator).equals(Set.of("comfyui", "forge")));

            comfy.hold(true);
            forge.hold(true);
            List<String> jobs = IntStream.range(0, 2)
                    .mapToObj(i -> client.submitted("picture " + i))
                    .toList();
            await().atMost(Duration.ofMinutes(1)).until(() -> comfy.drawing() && forge.drawing());
            comfy.hold(false);
            forge.hold(false);
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            jobs.stream().allMatch(job -> client.status(job).equals("complete")));
            Set<String> made = new TreeSet<>();
            jobs.forEach(job -> client.get("/api/jobs/" + job + "/attempts")
                    .json()
                    .forEach(attempt -> made.add(attempt.path("engine").stringValue() + " on "
                            + attempt.path("gpu").stringValue().split("-", 2)[0])));
            assertThat(made).containsExactly("comfyui on comfyui", "forge on forge");
        } finally {
            assertThat(farm.run("down").status()).isZero();
        }
    }

    private static Set<String> idleEngines(FarmClient operator) {
        Set<String> idle = new TreeSet<>();
        for (JsonNode worker : operator.get("/api/workers").json().path("items")) {
            for (JsonNode slot : worker.path("slots")) {
                if (slot.path("state").asString("").equals("idle")) {
                    idle.add(slot.path("engine").stringValue());
                }
            }
        }
        return idle;
    }
}
