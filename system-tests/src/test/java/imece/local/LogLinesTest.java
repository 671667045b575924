package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;

/** What a line of the log looks like, whoever's words are in it. */
class LogLinesTest {

    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway/src/main/resources/gateway.yml", "gpu-worker/src/main/resources/worker.yml"})
    void wordsOfOthersLookLikeNoLineOfOursAndDriveNoTerminal(String settings) {
        String line =
                line(settings, "refused: a\n12:00:00.000 INFO  All is well\r\n\u001b[2J\u009b\u2028\u202ex", null);

        assertThat(line)
                .endsWith("refused: a\n  | 12:00:00.000 INFO  All is well?\n  | ?[2J???x\n")
                .hasLineCount(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway/src/main/resources/gateway.yml", "gpu-worker/src/main/resources/worker.yml"})
    void anOrdinaryLineStaysAsItIs(String settings) {
        assertThat(line(settings, "Ayşe's prompt {x} 100 % 漢字: (done)", null))
                .endsWith(" Ayşe's prompt {x} 100 % 漢字: (done)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway/src/main/resources/gateway.yml", "gpu-worker/src/main/resources/worker.yml"})
    void ofAnExceptionOnlyItsFramesAndCausesAreLines(String settings) {
        var cause = new IllegalStateException("it said\n12:00:00.000 INFO  All is well\u001b[2J");
        String lines = line(settings, "It broke.", new IllegalArgumentException("no\nnumber", cause));

        assertThat(lines.lines().skip(1))
                .allMatch(
                        each -> each.startsWith("java.lang.IllegalArgumentException: no?number")
                                || each.startsWith("\tat ")
                                || each.startsWith("\t... ")
                                || each.equals(
                                        "Caused by: java.lang.IllegalStateException: it said?12:00:00.000 INFO  All is well?[2J"))
                .anyMatch(each -> each.startsWith("Caused by: "))
                .anyMatch(each -> each.startsWith("\tat "));
    }

    private String line(String settings, String message, @Nullable Throwable failure) {
        Logger logger = context.getLogger("some.Part");
        return layout(settings).doLayout(new LoggingEvent("", logger, Level.INFO, message, failure, null));
    }

    private PatternLayout layout(String settings) {
        try {
            Object pattern = new YamlPropertySourceLoader()
                    .load("settings", new FileSystemResource(HOME.resolve(settings)))
                    .getFirst()
                    .getProperty("logging.pattern.console");
            PatternLayout layout = new PatternLayout();
            layout.setContext(context);
            layout.setPattern(String.valueOf(pattern));
            layout.start();
            return layout;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
