package imece.bench.turns;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * When a waiting job was told that its picture would be there.
 *
 * @param asked when that was
 * @param fromSeconds not before, counted from then; null = nothing was told
 * @param toSeconds not later
 */
record ToldRange(
        Instant asked, @Nullable Long fromSeconds, @Nullable Long toSeconds) {

    /** As the job's own page gets it. */
    static ToldRange of(Instant asked, JsonNode job) {
        JsonNode eta = job.path("eta");
        return eta.path("fromSeconds").isNumber() && !eta.path("rough").asBoolean()
                ? new ToldRange(
                        asked,
                        eta.path("fromSeconds").longValue(),
                        eta.path("toSeconds").longValue())
                : new ToldRange(asked, null, null);
    }

    /** Whether a range was told at all. */
    boolean told() {
        return fromSeconds != null && toSeconds != null;
    }

    /** How many times its low end its high end is; a low end of 0 counts as 1 s. Empty if nothing was told. */
    Optional<Double> ratio() {
        return fromSeconds == null || toSeconds == null
                ? Optional.empty()
                : Optional.of(toSeconds / (double) Math.max(1, fromSeconds));
    }

    /** Whether it came true. */
    boolean holds(Instant there) {
        Duration took = Duration.between(asked, there);
        return fromSeconds != null
                && toSeconds != null
                && took.compareTo(Duration.ofSeconds(fromSeconds)) >= 0
                && took.compareTo(Duration.ofSeconds(toSeconds)) <= 0;
    }
}
