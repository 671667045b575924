package imece.local.doctor;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as settings hold them: {@code 90s}, {@code 10m}, {@code PT10M}, or milliseconds. */
final class Durations {
    private static final Pattern SIMPLE = Pattern.compile("([+-]?\\d+)(ns|us|ms|s|m|h|d|)");

    private Durations() {}

    static Optional<Duration> read(String text) {
        try {
            Matcher simple = SIMPLE.matcher(text.strip().toLowerCase(Locale.ROOT));
            return Optional.of(
                    simple.matches()
                            ? of(Long.parseLong(simple.group(1)), simple.group(2))
                            : Duration.parse(text.strip()));
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ns" -> Duration.ofNanos(amount);
            case "us" -> Duration.ofNanos(Math.multiplyExact(amount, 1_000L));
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofMillis(amount);
        };
    }

    /** As "10 min 30 s"; below a second in ms. */
    static String shown(Duration duration) {
        long minutes = duration.toMinutes();
        int seconds = duration.toSecondsPart();
        if (minutes == 0) {
            return seconds > 0 ? seconds + " s" : duration.toMillis() + " ms";
        }
        return seconds == 0 ? minutes + " min" : minutes + " min " + seconds + " s";
    }
}
