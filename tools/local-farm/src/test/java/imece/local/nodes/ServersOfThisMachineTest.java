package imece.local.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersOfThisMachineTest {
    @TempDir
    Path folder;

    @Test
    void onlyRootStepsDownForPostgres() {
        assertThat(PostgresCluster.withoutRoot("ada", List.of("postgres", "-D", "x")))
                .containsExactly("postgres", "-D", "x");
        assertThat(PostgresCluster.withoutRoot("root", List.of("postgres")))
                .containsExactly("unshare", "--user", "--", "postgres");
    }

    @Test
    void aChosenRabbitMayBeUnpackedPackagesOrItsOwnArchive() throws IOException {
        script("debian/usr/lib/rabbitmq/lib/rabbitmq_server-4.0.5/sbin");
        script("archive/rabbitmq_server-4.3.6/sbin");
        script("plain/sbin");

        RabbitHome debian =
                RabbitHome.chosen(folder.resolve("debian").toString()).orElseThrow();
        assertThat(debian.version()).isEqualTo("4.0.5");
        assertThat(debian.program("epmd"))
                .isEqualTo(folder.resolve("debian/usr/lib/erlang/bin/epmd").toString());
        RabbitHome archive =
                RabbitHome.chosen(folder.resolve("archive").toString()).orElseThrow();
        assertThat(archive.version()).isEqualTo("4.3.6");
        assertThat(archive.program("epmd")).isEqualTo("epmd");
        assertThat(RabbitHome.chosen(folder.resolve("plain").toString())
                        .orElseThrow()
                        .version())
                .isEqualTo("of unknown version");
        assertThat(RabbitHome.chosen("")).isEmpty();
    }

    @Test
    void readsTheConsumerTimeoutAsErlangWritesIt() {
        assertThat(RabbitNode.consumerTimeout("{ok,1800000}\n")).isEqualTo(Optional.of(Duration.ofMinutes(30)));
        assertThat(RabbitNode.consumerTimeout("=WARNING=\nno sctp\n{ok,900000}\n"))
                .isEqualTo(Optional.of(Duration.ofMinutes(15)));
        assertThat(RabbitNode.consumerTimeout("undefined")).isEqualTo(Optional.of(Duration.ZERO));
        assertThat(RabbitNode.consumerTimeout("{ok,undefined}")).isEqualTo(Optional.of(Duration.ZERO));
        assertThat(RabbitNode.consumerTimeout("Error: nodedown")).isEmpty();
    }

    private void script(String sbin) throws IOException {
        Path server = Files.createDirectories(folder.resolve(sbin)).resolve("rabbitmq-server");
        Files.createFile(server);
        assertThat(server.toFile().setExecutable(true)).isTrue();
    }
}
