package imece.local;

import imece.local.os.Addresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Checks of option values; what is wrong is said in one sentence, with what was expected. */
public final class OptionChecks {
    private static final Pattern ENGINE = Pattern.compile("(forge|a1111|comfyui|sdcpp|openai)=https?://[^\\s,]+");
    private static final Pattern SETTING =
            Pattern.compile("--(imece|logging)[.][A-Za-z0-9.\\[\\]-]+=.*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern WORKER = Pattern.compile(NAME + "([.][A-Za-z0-9-]{1,20})?");

    private final CommandLine command;

    /** For the options of this command. */
    public OptionChecks(CommandSpec spec) {
        this.command = spec.commandLine();
    }

    /** A whole number between these, each included. */
    public void number(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option, "a number from %d to %d".formatted(least, most), Integer.toString(value));
        }
    }

    /** From six seconds to ten hours. */
    public void minutes(String option, double value) {
        if (!(value >= 0.1 && value <= 600)) {
            throw wrong(option, "a number of minutes from 0.1 to 600", Double.toString(value));
        }
    }

    /** Each word is one of these names. */
    public void oneOf(String option, List<String> names, List<String> words) {
        words.stream().filter(word -> !names.contains(word)).forEach(word -> {
            throw wrong(option, "names out of " + String.join(", ", names), word);
        });
    }

    void engines(List<String> engines) {
        engines.stream().filter(each -> !ENGINE.matcher(each).matches()).forEach(each -> {
            throw wrong("--engine", "KIND=URL, such as forge=http://127.0.0.1:7860", each);
        });
    }

    /** Words of a command line that are no options of ours must be settings of a worker, and of its slots only where no option makes any. */
    void workerSettings(List<String> words, boolean engines) {
        List<String> strange =
                words.stream().filter(word -> !SETTING.matcher(word).matches()).toList();
        if (!strange.isEmpty()) {
            throw new UnmatchedArgumentException(command, strange);
        }
        if (engines && words.stream().anyMatch(word -> word.startsWith("--imece.worker.slots"))) {
            throw wrong("--engine", "either this or --imece.worker.slots[N], which are slots too", "both");
        }
    }

    /** A node's name. */
    void name(String option, String value) {
        if (!NAME.matcher(value).matches()) {
            throw wrong(option, "1 to 40 lower-case letters, digits or dashes", value);
        }
    }

    /** A worker's name: that of its node, and for one of several a suffix. */
    void workerName(String option, String value) {
        if (!WORKER.matcher(value).matches()) {
            throw wrong(option, "1 to 40 lower-case letters, digits or dashes, then perhaps a dot and a suffix", value);
        }
    }

    void web(String option, @Nullable String value) {
        if (value != null && !isUrl(value, "http", "https")) {
            throw wrong(option, "an address such as https://pictures.example.org", value);
        }
    }

    /** An address of this machine, on which something can listen. */
    void listening(String option, String value) {
        try {
            boolean ours = Arrays.stream(InetAddress.getAllByName(value)).anyMatch(Addresses::isOfThisMachine);
            if (ours && !value.isBlank()) {
                return;
            }
        } catch (UnknownHostException nobody) {
            // Said below.
        }
        throw wrong(option, "an address of this machine, such as 127.0.0.1 or 0.0.0.0 (all)", value);
    }

    void broker(String option, @Nullable String value) {
        if (value != null && !isUrl(value, "amqp", "amqps")) {
            // The value holds a password, so it is not repeated.
            throw wrong(option, "amqp://user:password@host:5672/%2F", "something else");
        }
    }

    private static boolean isUrl(String value, String... schemes) {
        try {
            URI uri = URI.create(value);
            return uri.getHost() != null && List.of(schemes).contains(uri.getScheme());
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    private ParameterException wrong(String option, String expected, String got) {
        return new ParameterException(command, "%s: expected %s, got: %s".formatted(option, expected, got));
    }
}
