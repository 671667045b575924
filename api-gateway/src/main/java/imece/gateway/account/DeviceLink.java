package imece.gateway.account;

import imece.gateway.identity.Signatures;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token by which another device goes on as the same owner: {@code to.<owner>.<nonce>.<expires>.<signature>}. It stands in no
 * row until it was used.
 *
 * @param expires to the second
 */
record DeviceLink(UUID owner, UUID nonce, Instant expires) {

    private static final String PURPOSE = "device-link";
    private static final String UUID_FORM = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern FORM =
            Pattern.compile("(to\\." + UUID_FORM + "\\." + UUID_FORM + "\\.([0-9]{1,12}))\\.([0-9a-f]{64})");

    DeviceLink {
        expires = Instant.ofEpochSecond(expires.getEpochSecond());
    }

    String token(Signatures signatures) {
        String said = "to." + owner + "." + nonce + "." + expires.getEpochSecond();
        return said + "." + signatures.sign(PURPOSE, said);
    }

    /** What a genuine token says; it may have expired, or been used. */
    static Optional<DeviceLink> read(String token, Signatures signatures) {
        Matcher parts = FORM.matcher(token);
        return parts.matches() && signatures.genuine(PURPOSE, parts.group(1), parts.group(5))
                ? Optional.of(new DeviceLink(
                        UUID.fromString(parts.group(2)),
                        UUID.fromString(parts.group(3)),
                        Instant.ofEpochSecond(Long.parseLong(parts.group(4)))))
                : Optional.empty();
    }
}
