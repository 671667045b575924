package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            up --port 99999               | --port: expected a number from 1 to 65535, got: 99999.
            up --gateways 2 --port 65535  | --port: expected a number from 1 to 65534, got: 65535.
            up --workers -1               | --workers: expected a number from 0 to 64, got: -1.
            up --engine forge             | --engine: expected KIND=URL, such as forge=http://127.0.0.1:7860, got: forge.
            up --public-url nowhere       | --public-url: expected an address such as https://pictures.example.org, got: nowhere.
            up --prot 8080                | Unknown options: '--prot', '8080'.
            worker --broker http://x      | --broker: expected amqp://user:password@host:5672/%2F, got: something else.
            worker --broker amqp://x --name A_B | --name: expected 1 to 40 lower-case letters, digits or dashes, got: A_B.
            """)
    void saysInOneSentenceWhatItExpected(String words, String sentence) {
        StringWriter said = new StringWriter();

        int status = Imece.commandLine()
                .setErr(new PrintWriter(said))
                .execute(words.strip().split(" +", -1));

        assertThat(status).isEqualTo(2);
        assertThat(said.toString()).startsWith("imece: " + sentence.strip()).hasLineCount(1);
    }

    @Test
    void answersThreeWhereNothingRuns() {
        assertThat(Imece.commandLine().execute("status", "--data", folder.toString()))
                .isEqualTo(3);
        assertThat(Imece.commandLine()
                        .execute("down", "--data", folder.resolve("none").toString()))
                .isZero();
    }
}
