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
            up --port 99999               | --port: expected a number from 1 to 64535, got: 99999.
            up --gateways 2 --port 64535  | --port: expected a number from 1 to 64534, got: 64535.
            up --workers -1               | --workers: expected a number from 0 to 64, got: -1.
            up --engine forge             | --engine: expected KIND=URL, such as forge=http://127.0.0.1:7860, got: forge.
            up --public-url nowhere       | --public-url: expected an address such as https://pictures.example.org, got: nowhere.
            up --port many                | Invalid value for option '--port': 'many' is not an int.
            up --demo-step-ms -1          | --demo-step-ms: expected a number from 0 to 60000, got: -1.
            up --demo-load-ms -1          | --demo-load-ms: expected a number from 0 to 600000, got: -1.
            up --listen 192.0.2.1         | --listen: expected an address of this machine, such as 127.0.0.1 or 0.0.0.0 (all), got: 192.0.2.1.
            up --broker http://x:1        | --broker: expected amqp://user:password@host:5672/%2F, got: something else.
            worker --name attic           | worker: expected --broker-file FILE, IMECE_BROKER_URI in the environment, or --broker URI, got: none.
            worker --broker-file /nowhere | --broker-file: expected a file with the broker's address, got: /nowhere (NoSuchFileException).
            worker --broker amqp://x --engine forge | --engine: expected KIND=URL, such as forge=http://127.0.0.1:7860, got: forge.
            worker --broker amqp://x --engin forge=http://x | Unknown options: '--engin', 'forge=http://x'.
            worker --broker amqp://x --engine forge=http://x --imece.worker.slots[0].engine=comfyui | --engine: expected either this or --imece.worker.slots[N], which are slots too, got: both.
            doctor --port 0               | --port: expected a number from 1 to 64535, got: 0.
            doctor farm.local             | URL: expected an address such as https://pictures.example.org, got: farm.local.
            status --yaml                 | Unknown option: '--yaml'.
            logs one two                  | Unmatched argument at index 2: 'two'.
            down --force                  | Unknown option: '--force'.
            up --prot 8080                | Unknown options: '--prot', '8080'.
            worker --broker http://x      | --broker: expected amqp://user:password@host:5672/%2F, got: something else.
            worker --broker amqp://x --name A_B | --name: expected 1 to 40 lower-case letters, digits or dashes, then perhaps a dot and a suffix, got: A_B.
            worker-token                  | worker-token: expected NAME, with --renew or --revoke or neither, or --revoke-shared alone, got: something else.
            worker-token attic --renew --revoke | worker-token: expected NAME, with --renew or --revoke or neither, or --revoke-shared alone, got: something else.
            worker-token attic --revoke-shared | worker-token: expected NAME, with --renew or --revoke or neither, or --revoke-shared alone, got: something else.
            worker-token attic.2          | NAME: expected 1 to 40 lower-case letters, digits or dashes, got: attic.2.
            """)
    void saysInOneSentenceWhatItExpected(String words, String sentence) {
        StringWriter said = new StringWriter();

        int status = Imece.commandLine()
                .setErr(new PrintWriter(said))
                .execute(words.strip().split(" +", -1));

        assertThat(status).isEqualTo(2);
        assertThat(said.toString()).startsWith("imece: " + sentence.strip()).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            up     | --port=PORT .*? Default: 8080
            up     | --listen=ADDRESS .*? Default: 127\\.0\\.0\\.1
            up     | --gateways=N .*? Default: 1(?!\\d)
            up     | --workers=N .*? Default: 2
            up     | --demo-step-ms=MS .*? Default: 80
            up     | --data=FOLDER .*?default: \\.imece
            worker | --data=FOLDER .*?default: \\.imece
            status | --data=FOLDER .*?default: \\.imece
            """)
    void helpTellsWhatHoldsWhereNothingIsSaid(String command, String told) {
        StringWriter said = new StringWriter();

        int status = Imece.commandLine().setOut(new PrintWriter(said)).execute(command, "--help");

        assertThat(status).isZero();
        assertThat(said.toString().replaceAll("\\s+", " ")).containsPattern(told);
    }

    @Test
    void aNodeIsLetInByAFarmThatRunsAndTheCommandsForOthersNeedNone() {
        StringWriter said = new StringWriter();
        StringWriter printed = new StringWriter();
        String data = folder.toString();

        assertThat(Imece.commandLine().setErr(new PrintWriter(said)).execute("worker-token", "attic", "--data", data))
                .isEqualTo(1);
        assertThat(said.toString()).startsWith("imece: No farm runs on " + data);
        assertThat(Imece.commandLine()
                        .setOut(new PrintWriter(printed))
                        .execute(
                                "worker-token",
                                "attic",
                                "--revoke",
                                "--broker",
                                "amqp://me:mine@farm/%2F",
                                "--data",
                                data))
                .isZero();
        assertThat(printed.toString())
                .contains("rabbitmqctl delete_user w-attic")
                .doesNotContain("mine");
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
