package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the README shows for the API do what it says: exactly these, at another address. */
@ExtendWith(SharedGateway.class)
class ReadmeCommandsIT {
    private static final Path README =
            Path.of(System.getProperty("imece.home", "..")).resolve("README.md");
    private static final String MARK = "<!-- these commands are run by a test -->";

    @Test
    void aPictureIsAskedForFollowedAndFetchedAsTheReadmeShows(GatewayUnderTest gateway, @TempDir Path folder)
            throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(gateway, folder, "reader")) {
            Path output = folder.resolve("output");
            ProcessBuilder builder = TestEnvironment.process(
                            List.of("bash", "-euo", "pipefail", "-c", commands(gateway)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // Where curl finds no settings of a person.
            builder.environment().put("HOME", folder.toString());
            Process shell = builder.start();

            assertThat(shell.waitFor(3, TimeUnit.MINUTES)).isTrue();
            String said = Files.readString(output);
            assertThat(shell.exitValue()).as(said + worker.said()).isZero();
            assertThat(said).contains("{\"kind\":\"snapshot\"", "{\"kind\":\"progress\"", "\"status\":\"complete\"");
            assertThat(Files.readAllBytes(folder.resolve("picture.png"))).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    private static String commands(GatewayUnderTest gateway) throws Exception {
        String readme = Files.readString(README);
        String marked = readme.substring(readme.indexOf(MARK));
        String block = marked.substring(marked.indexOf("```sh\n") + 6);
        return block.substring(0, block.indexOf("```"))
                .replace("http://localhost:8080", gateway.url().toString());
    }
}
