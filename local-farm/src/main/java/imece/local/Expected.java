package imece.local;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of option values; what is wrong is said in one sentence, with what was expected. */
final class Expected {
    private static final Pattern ENGINE = Pattern.compile("[a-z][a-z0-9-]*=https?://[^\\s,]+");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final CommandLine command;

    Expected(CommandSpec spec) {
        this.command = spec.commandLine();
    }

    void number(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option, "a number from %d to %d".formatted(least, most), Integer.toString(value));
        }
    }

    void engines(List<String> engines) {
        engines.stream().filter(each -> !ENGINE.matcher(each).matches()).forEach(each -> {
            throw wrong("--engine", "KIND=URL, such as forge=http://127.0.0.1:7860", each);
        });
    }

    void name(String option, String value) {
        if (!NAME.matcher(value).matches()) {
            throw wrong(option, "1 to 40 lower-case letters, digits or dashes", value);
        }
    }

    void web(String option, @Nullable String value) {
        if (value != null && !isUrl(value, "http", "https")) {
            throw wrong(option, "an address such as https://pictures.example.org", value);
        }
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
