package imece.local.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path folder;

    @Test
    void readsWholeLinesAsTheyComeAndStartsAnewWhereALogWasCut() throws IOException {
        Path log = folder.resolve("x.log");
        List<String> lines = new ArrayList<>();
        LogTail tail = new LogTail(log, lines::add);

        tail.catchUp();
        Files.writeString(log, "one\ntw");
        tail.catchUp();
        Files.writeString(log, "o\n", StandardOpenOption.APPEND);
        tail.catchUp();
        Files.writeString(log, "new\n");
        tail.catchUp();

        assertThat(lines).containsExactly("one", "two", "new");
    }

    @Test
    void keepsTheLogBefore() throws IOException {
        Path log = folder.resolve("y.log");
        Files.writeString(log, "yesterday");

        new LogFile(log).rotate();

        assertThat(log).isEmptyFile();
        assertThat(folder.resolve("y.log.1")).hasContent("yesterday");
    }

    @Test
    void saysWhoSpeaksAndLeavesOutColorsWhereNobodyLooks() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

        console.relay("worker-1", "\u001B[31mred\u001B[0m");
        console.relay("gateway-1", "text");
        console.plain("Imece is ready at http://localhost:8080");

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("worker-1  | red", "gateway-1 | text", "Imece is ready at http://localhost:8080");
    }

    @Test
    void waitsLongerBeforeEachNewStartButNeverOverFiveSeconds() {
        assertThat(Supervision.PAUSE.after(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(Supervision.PAUSE.after(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Supervision.PAUSE.after(11)).isEqualTo(Duration.ofSeconds(5));
    }
}
