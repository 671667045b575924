package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The script {@code imece} itself, without what it builds and starts. */
class ScriptTest {
    @Test
    void theScriptRefusesACommandThatIsNotThere() throws Exception {
        Process script = TestEnvironment.process(List.of(
                        "bash",
                        Path.of(System.getProperty("imece.home", ".."), "imece").toString(),
                        "upp"))
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(script.waitFor()).isEqualTo(2);
        assertThat(said).startsWith("imece: there is no command upp.").contains("Usage: ./imece COMMAND");
    }
}
