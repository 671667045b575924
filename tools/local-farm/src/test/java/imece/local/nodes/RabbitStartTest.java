package imece.local.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is said of a RabbitMQ that does not come up. */
class RabbitStartTest {
    private static final Path LOG = Path.of("server.log");

    @Test
    void oneThatEndedIsNotSaidToHaveTakenLong() throws Exception {
        Process ended = new ProcessBuilder("sh", "-c", "exit 3").start();
        ended.waitFor();

        assertThat(RabbitNode.notUp(ended, LOG))
                .hasMessage("RabbitMQ ended with status 3 before it was up. Its own words are in server.log.");
    }

    @Test
    void oneThatStillRunsHasTakenTooLong() throws Exception {
        Process running = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(RabbitNode.notUp(running, LOG))
                    .hasMessage("RabbitMQ did not come up within 90 s. Its own words are in server.log.");
        } finally {
            running.destroyForcibly();
        }
    }
}
