package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestEnvironmentTest {

    @Test
    void whatChangesHowATestEndsIsNotHandedOnAndTheRestIs() {
        assertThat(TestEnvironment.of(Map.of(
                        "JAVA_TOOL_OPTIONS", "-Xcheck:jni",
                        "IMECE_GATEWAY_MAXWAITING", "1",
                        "SPRING_DATASOURCE_URL", "jdbc:elsewhere",
                        "IMECE_RABBITMQ_HOME", "/opt/rabbitmq",
                        "XDG_CACHE_HOME", "/cache",
                        "LC_MESSAGES", "tr_TR.UTF-8",
                        "no_proxy", "example.org",
                        "https_proxy", "http://proxy:3128",
                        "PATH", "/bin")))
                .containsOnlyKeys(
                        "IMECE_RABBITMQ_HOME",
                        "XDG_CACHE_HOME",
                        "PATH",
                        "LC_ALL",
                        "no_proxy",
                        "NO_PROXY",
                        "https_proxy")
                .containsEntry("LC_ALL", "C.UTF-8");
    }

    @Test
    void aProcessGetsWhatATestSetsAndTheOneInsteadOfAnother() throws Exception {
        ProcessBuilder builder = TestEnvironment.process(List.of("env"));
        builder.environment().put("IMECE_NAME", "set by the test");
        assertThat(lines(builder.start())).contains("IMECE_NAME=set by the test", "LC_ALL=C.UTF-8");

        ProcessBuilder wrapped = new ProcessBuilder(TestEnvironment.around(List.of("env"), Set.of("IMECE_NAME")));
        wrapped.environment().put("IMECE_NAME", "set by the test");
        assertThat(lines(wrapped.start())).contains("IMECE_NAME=set by the test", "LC_ALL=C.UTF-8");
    }

    private static List<String> lines(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }
}
