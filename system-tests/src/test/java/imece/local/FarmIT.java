package imece.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.FarmUnderTest.Ended;
import imece.local.farm.FarmFolder;
import imece.local.farm.FarmState.Condition;
import imece.local.farm.FarmState.MemberState;
import imece.local.os.FreePorts;
import imece.local.os.ProcessRef;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the real jars, as a person meets it: killed, replaced, ended by Ctrl-C. */
class FarmIT {
    private static final String CTRL_C = "\u0003";

    @TempDir
    Path folder;

    private final int port = FreePorts.any(2);
    private FarmUnderTest farm = new FarmUnderTest(Path.of(""));

    @BeforeEach
    void place() {
        farm = new FarmUnderTest(folder).withLocksOfItsOwn();
    }

    @AfterEach
    void nothingStays() {
        assertThat(farm.run("down").status()).isZero();
        assertThat(farm.processes()).isEmpty();
    }

    @Test
    @Timeout(300)
    void comesUpHealsReplacesLeftoversTakesAnEngineAndLeavesNothing() throws Exception {
        Process first = farm.start("up.log", "up", options());
        farm.awaitReady(first, "up.log", port);
        assertThat(farm.run("status").status()).isZero();

        ProcessRef worker = FarmUnderTest.refOf(farm.member("worker-1"));
        worker.find().orElseThrow().destroyForcibly();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            MemberState now = farm.member("worker-1");
            return now.condition() == Condition.UP && !FarmUnderTest.refOf(now).equals(worker);
        });

        first.destroyForcibly().waitFor();
        assertThat(farm.run("status").status())
                .as("a farm without its launcher is not well")
                .isEqualTo(1);
        Ended orphaned = farm.run("doctor");
        assertThat(orphaned.said()).contains("Its launcher is gone");
        assertThat(orphaned.status()).isEqualTo(1);
        Process second = farm.startInTerminal(
                "again.log", "up", "--port", Integer.toString(port), "--engine", "forge=http://127.0.0.1:1");
        // In a terminal lines end with a carriage return too.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> farm.said("again.log").contains("Imece is ready at http://localhost:" + port));
        assertThat(farm.said("again.log")).contains("gateway-1 of an earlier run", "RabbitMQ of an earlier run");
        await().atMost(Duration.ofMinutes(1)).until(() -> engines().equals(List.of("forge")));

        second.getOutputStream().write(CTRL_C.getBytes(StandardCharsets.US_ASCII));
        second.getOutputStream().flush();
        assertThat(second.waitFor()).as("the end by Ctrl-C is a good one").isZero();
        assertThat(farm.processes()).isEmpty();
        assertThat(farm.run("status").status()).isEqualTo(3);
    }

    @Test
    @Timeout(60)
    void refusesABusyPortWithASentence() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + 1));

            Ended refused = farm.run("up", "--port", Integer.toString(port), "--gateways", "2");

            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.said())
                    .contains("Port " + (port + 1) + " on 127.0.0.1 is in use", "gateway-2 cannot listen there")
                    .doesNotContain("\tat ");
        }
    }

    /** Of every worker that the gateway hears, as the operator sees them. */
    private List<String> engines() {
        FarmClient operator = new FarmClient("http://127.0.0.1:" + port)
                .asOperator(new FarmFolder(farm.data()).operatorToken().orElseThrow());
        return operator.get("/api/workers")
                .json()
                .path("items")
                .valueStream()
                .map(worker -> worker.path("slots").path(0).path("engine").asString(""))
                .toList();
    }

    private String[] options() {
        return new String[] {"--port", Integer.toString(port), "--workers", "1", "--demo-step-ms", "10"};
    }
}
