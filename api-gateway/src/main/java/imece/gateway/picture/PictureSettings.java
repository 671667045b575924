package imece.gateway.picture;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a gateway can be told about its pictures, under {@code imece.gateway.pictures}.
 *
 * @param minFree room that must stay free on the disk of the picture store; below it uploads wait (507), and visitors' own
 *     uploads below four times as much
 * @param maxAge remove pictures of jobs that ended longer ago, such as {@code 30d}; 1h or more. If it is not set, no picture is
 *     removed for its age
 * @param maxTotal remove the oldest pictures while all together are larger, such as {@code 200GB}. If it is not set, no picture is
 *     removed for the room it takes
 */
@ConfigurationProperties("imece.gateway.pictures")
public record PictureSettings(
        @DefaultValue("512MB") DataSize minFree,
        @Nullable Duration maxAge,
        @Nullable DataSize maxTotal) {

    private static final Duration LEAST_AGE = Duration.ofHours(1);

    public PictureSettings {
        if (minFree.isNegative()) {
            throw wrong("min-free", minFree, "0 or more, such as 512MB");
        }
        if (maxAge != null && maxAge.compareTo(LEAST_AGE) < 0) {
            throw wrong("max-age", maxAge, "1h or more, such as 30d");
        }
        if (maxTotal != null && (maxTotal.isNegative() || maxTotal.toBytes() == 0)) {
            throw wrong("max-total", maxTotal, "more than 0, such as 100GB");
        }
    }

    boolean keepsEverything() {
        return maxAge == null && maxTotal == null;
    }

    private static IllegalArgumentException wrong(String name, Object value, String expected) {
        return new IllegalArgumentException(
                "imece.gateway.pictures." + name + " is " + value + ", but must be " + expected + ".");
    }
}
