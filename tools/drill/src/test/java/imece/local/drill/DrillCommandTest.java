package imece.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrillCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --minutes 0  | --minutes: expected a number of minutes from 0.1 to 600, got: 0.0.
            --workers 99 | --workers: expected a number from 1 to 16, got: 99.
            --points in  | --points: expected names out of
            --force      | Unknown option: '--force'.
            """)
    void saysInOneSentenceWhatItExpected(String words, String sentence) {
        StringWriter said = new StringWriter();

        int status = DrillCommand.commandLine()
                .setErr(new PrintWriter(said))
                .execute(words.strip().split(" +", -1));

        assertThat(status).isEqualTo(2);
        assertThat(said.toString())
                .startsWith("imece: " + sentence.strip())
                .endsWith(" See ./imece drill --help\n")
                .hasLineCount(1);
    }
}
