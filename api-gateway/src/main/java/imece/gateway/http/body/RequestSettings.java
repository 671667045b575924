package imece.gateway.http.body;

import imece.gateway.http.body.BodyPace.PaceLimits;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How fast requests must come in, under {@code imece.gateway.requests}. A body that comes more slowly is answered 408, and its
 * connection is closed. Only the time that a gateway waits for its client counts.
 *
 * @param headersWithin how long a request's line and headers may take; then its connection is closed
 * @param bodyWithin how long a body may take; a picture, or multipart, at least so long
 * @param pictureSecondPer a picture, or multipart, has another second for so many bytes that have come
 * @param pictureAtMost how long a picture may take, however large it is
 * @param leastRate how much of a body must come in each second, on the average of {@code least-rate-over}
 * @param leastRateOver the time on whose average {@code least-rate} must come; no longer may a client say nothing
 */
@ConfigurationProperties("imece.gateway.requests")
public record RequestSettings(
        @DefaultValue("20s") Duration headersWithin,
        @DefaultValue("30s") Duration bodyWithin,
        @DefaultValue("32KB") DataSize pictureSecondPer,
        @DefaultValue("10m") Duration pictureAtMost,
        @DefaultValue("1KB") DataSize leastRate,
        @DefaultValue("10s") Duration leastRateOver) {

    private static final Duration LEAST = Duration.ofMillis(100);

    public RequestSettings {
        longEnough("headers-within", headersWithin);
        longEnough("body-within", bodyWithin);
        longEnough("picture-at-most", pictureAtMost);
        longEnough("least-rate-over", leastRateOver);
        if (pictureSecondPer.toBytes() < 1) {
            throw wrong("picture-second-per", pictureSecondPer, "more than 0, such as 32KB");
        }
        if (leastRate.isNegative()) {
            throw wrong("least-rate", leastRate, "0 or more, such as 1KB");
        }
    }

    /** The limits of a body of this type. */
    PaceLimits ofBody(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        return type.startsWith("image/") || type.startsWith("multipart/")
                ? new PaceLimits(
                        bodyWithin, pictureSecondPer.toBytes(), pictureAtMost, leastRate.toBytes(), leastRateOver)
                : new PaceLimits(bodyWithin, 0, bodyWithin, leastRate.toBytes(), leastRateOver);
    }

    private static void longEnough(String name, Duration value) {
        if (value.compareTo(LEAST) < 0) {
            throw wrong(name, value, "100ms or more, such as 30s");
        }
    }

    private static IllegalArgumentException wrong(String name, Object value, String expected) {
        return new IllegalArgumentException(
                "imece.gateway.requests." + name + " is " + value + ", but must be " + expected + ".");
    }
}
