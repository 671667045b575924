package imece.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import imece.fault.FaultPoint;
import imece.local.drill.storm.Fault;
import imece.local.farm.Console;
import imece.local.farm.StopRequest;
import imece.local.os.CommandProblem;
import imece.local.os.ProcessRef;
import imece.tier.FullRunOnly;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whoever stops a drill, at whatever moment, is left with no process of it. */
@Timeout(300)
class StoppedDrillIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false);

    @Test
    void whileItsServersStart() throws Exception {
        leavesNothingWhenStopped(() -> Files.exists(broker()));
    }

    @Test
    @FullRunOnly
    void whileAFaultHasStoppedTheBroker() throws Exception {
        leavesNothingWhenStopped(
                () -> said.toString(StandardCharsets.UTF_8).contains("The storm begins") && !Files.exists(broker()));
    }

    private void leavesNothingWhenStopped(Callable<Boolean> moment) throws Exception {
        StopRequest stop = new StopRequest("Stopping …");
        try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            Future<?> drill = elsewhere.submit(() -> new Drill(settings(), console).run(stop));
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(moment);

            stop.request(console);

            assertThatThrownBy(drill::get).hasRootCauseInstanceOf(InterruptedException.class);
            assertThatThrownBy(drill::get)
                    .cause()
                    .isInstanceOf(CommandProblem.class)
                    .hasMessageContaining("was stopped, so it proves nothing");
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> ProcessRef.commandLine(process).stream()
                                .anyMatch(word -> word.contains(folder.toString()))))
                .isEmpty();
    }

    private Path broker() {
        return folder.resolve("drill/rabbitmq/server.pid");
    }

    private DrillSettings settings() {
        return new DrillSettings(
                Path.of(System.getProperty("imece.home")).toAbsolutePath().normalize(),
                folder.resolve("drill").toAbsolutePath(),
                1,
                Duration.ofMinutes(2),
                Duration.ofMillis(500),
                List.of(Fault.BROKER_STOPPED),
                List.of(FaultPoint.values()),
                2,
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                null,
                true);
    }
}
