package imece.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.os.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A farm as a service manager starts it: without a home, without a locale, in a folder with a name that people give. */
@Timeout(240)
class ServiceStartIT {

    /** Named in a shell script: this test's own JVM may have a locale that cannot say it. */
    private static final String DATA = "Ayşe'nin resimleri";

    private static final String HOME = System.getProperty("imece.home");

    private final Path folder;
    private int scripts;

    ServiceStartIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void nothingStays() throws Exception {
        launcher("down").waitFor(130, TimeUnit.SECONDS);
    }

    @Test
    void theScriptNeedsNeitherHomeNorLocale() throws Exception {
        Process status = script("env -i PATH=\"$PATH\" '%s/imece' status --data \"$folder/$data\"".formatted(HOME));

        assertThat(status.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(said()).doesNotContain("unbound variable").doesNotContain("unmappable");
        assertThat(status.exitValue()).as(said()).isEqualTo(3);
    }

    @Test
    void aFarmGetsReadyInAFolderWithSpacesQuotesAndLettersOfAllKinds() throws Exception {
        int port = FreePorts.any();
        Process launcher = launcher("up", "--port", String.valueOf(port), "--workers", "1");
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                assertThat(launcher.isAlive()).as(said()).isTrue();
                return said().contains("Imece is ready at http://localhost:" + port);
            });
        } finally {
            launcher.destroy();
            assertThat(launcher.waitFor(130, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The launcher with the environment that the script gives it. */
    private Process launcher(String command, String... options) throws IOException {
        return script(
                "exec env -i PATH=\"$PATH\" LC_ALL=C.UTF-8 IMECE_WORKER_LOCKFOLDER=\"$folder/locks\" '%s' -Xmx128m"
                                .formatted(Path.of(System.getProperty("java.home"), "bin", "java"))
                        + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dimece.home='%s' -cp '%s' imece.local.Imece %s --data \"$folder/$data\" %s"
                                .formatted(
                                        HOME,
                                        System.getProperty("java.class.path"),
                                        command,
                                        String.join(" ", options)));
    }

    private Process script(String line) throws IOException {
        Path file = folder.resolve("script-" + scripts++ + ".sh");
        Files.writeString(file, "folder='%s'\ndata=\"%s\"\n%s\n".formatted(folder, DATA, line));
        return new ProcessBuilder("bash", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    private Path output() {
        return folder.resolve("output-" + scripts + ".log");
    }

    private String said() throws IOException {
        return Files.readString(output());
    }
}
