package imece.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a cookie of the farm says: {@code 1.<key>.<id>.<issued>.<signature>}, where the key is named by 8 hex digits and issued
 * is in seconds since 1970.
 *
 * @param id of a visitor or a session
 * @param issued when it was set, to the second
 */
record SignedCookie(UUID id, Instant issued) {

    /** The longest that browsers keep a cookie; one that was not renewed for so long is nobody's. */
    static final Duration KEPT = Duration.ofDays(400);

    /** One that is older is set anew when it is shown. */
    static final Duration RENEWED_AFTER = Duration.ofDays(30);

    private static final Duration CLOCKS_APART = Duration.ofDays(1);
    private static final Pattern FORM = Pattern.compile("1\\.([0-9a-f]{8})\\."
            + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([0-9]{1,12})\\.([0-9a-f]{64})");

    SignedCookie {
        issued = Instant.ofEpochSecond(issued.getEpochSecond());
    }

    /** Its text, signed for this purpose. */
    String text(String purpose, Signatures signatures) {
        String said = "1." + signatures.keyId() + "." + id + "." + issued.getEpochSecond();
        return said + "." + signatures.sign(purpose, said);
    }

    /** What a text says; empty if it is of another form, or not signed by the farm for this purpose. */
    static Optional<SignedCookie> read(String text, String purpose, Signatures signatures) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() && signatures.genuine(purpose, text.substring(0, parts.start(4) - 1), parts.group(4))
                ? Optional.of(new SignedCookie(
                        UUID.fromString(parts.group(2)), Instant.ofEpochSecond(Long.parseLong(parts.group(3)))))
                : Optional.empty();
    }

    /** Whether it still counts. */
    boolean countsAt(Instant now) {
        return issued.plus(KEPT).isAfter(now) && issued.isBefore(now.plus(CLOCKS_APART));
    }

    /** Whether it is time to set it anew. */
    boolean tiredAt(Instant now) {
        return !issued.plus(RENEWED_AFTER).isAfter(now);
    }
}
