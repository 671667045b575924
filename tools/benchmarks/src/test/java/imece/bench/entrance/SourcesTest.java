package imece.bench.entrance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    private Path checkout;

    @Test
    void nineInTenFilesAreNoLongerAndPackageInfosAreNone() throws IOException {
        for (String module : new String[] {"api-gateway", "gpu-worker", "common"}) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main/java/imece"));
        }
        for (int i = 1; i <= 20; i++) {
            write(i % 2 == 0 ? "api-gateway" : "common", "File" + i + ".java", i);
        }
        write("gpu-worker", "package-info.java", 500);

        Sources sources = Sources.of(checkout);

        assertThat(sources.files()).hasSize(20);
        assertThat(sources.ninetieth()).isEqualTo(18);
        assertThat(sources.longest()).isEqualTo(new Sources.Length("File20.java", 20));
        assertThat(sources.lines()).isEqualTo(210);
    }

    private void write(String module, String name, int lines) throws IOException {
        Files.write(
                checkout.resolve(module).resolve("src/main/java/imece").resolve(name),
                IntStream.range(0, lines).mapToObj(line -> "// " + line).toList());
    }
}
