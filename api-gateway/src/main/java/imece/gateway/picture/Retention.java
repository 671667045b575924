package imece.gateway.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which pictures go. Pure. */
final class Retention {

    private Retention() {}

    /**
     * A picture that a finished job shows.
     *
     * @param finished when its job ended
     * @param bytes its size
     */
    record Kept(UUID job, Instant finished, long bytes) {}

    /**
     * Those that go now: all that are too old, and of the rest the oldest until the others fit.
     *
     * @param oldestFirst the oldest pictures, perhaps not all
     * @param total bytes of all pictures together
     * @param maxAge null = any
     * @param maxTotal bytes; null = any number
     */
    static List<Kept> going(
            List<Kept> oldestFirst, long total, @Nullable Duration maxAge, @Nullable Long maxTotal, Instant now) {
        List<Kept> going = new ArrayList<>();
        long left = total;
        for (Kept picture : oldestFirst) {
            boolean old = maxAge != null && picture.finished().isBefore(now.minus(maxAge));
            boolean many = maxTotal != null && left > maxTotal;
            if (!old && !many) {
                break;
            }
            going.add(picture);
            left -= picture.bytes();
        }
        return going;
    }
}
