package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A gateway or worker without memory is ended by its JVM, wherever it was started: half of one helps nobody. */
class OutOfMemoryTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));
    private static final String ENDS = "-XX:+ExitOnOutOfMemoryError";

    /** A command line: an option, and the jar behind it. */
    private static final Pattern STARTS_A_JAR = Pattern.compile("\"-jar\"\\s*,|java [^`\\n]*-jar ");

    private static final Pattern OF_A_MEMBER = Pattern.compile("api-gateway|gpu-worker");

    @Test
    void whatStartsAGatewayOrAWorkerHasTheJvmEndItWhenThereIsNoMemory() {
        List<Path> starting = sources()
                .filter(file -> STARTS_A_JAR.matcher(text(file)).find()
                        && OF_A_MEMBER.matcher(text(file)).find())
                .toList();

        assertThat(starting.stream().map(file -> HOME.relativize(file).toString()))
                .contains(
                        "api-gateway/Dockerfile",
                        "gpu-worker/Dockerfile",
                        "tools/local-farm/src/main/java/imece/local/farm/Members.java",
                        "system-tests/src/main/java/imece/local/TestPrograms.java");
        assertThat(starting)
                .allSatisfy(file -> assertThat(text(file)).as(file.toString()).contains(ENDS));
    }

    /** All but the script, whose jars are the launcher, the drill and the bench. */
    private static Stream<Path> sources() {
        return Stream.of("api-gateway", "gpu-worker", "system-tests/src/main", "tools", "docs", "README.md")
                .flatMap(OutOfMemoryTest::files)
                .filter(file -> file.toString().matches(".*(/src/main/java/.*\\.java|Dockerfile|\\.md)"));
    }

    private static Stream<Path> files(String below) {
        try (Stream<Path> all = Files.walk(HOME.resolve(below))) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
