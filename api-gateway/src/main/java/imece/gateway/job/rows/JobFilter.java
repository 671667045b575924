package imece.gateway.job.rows;

import imece.gateway.job.JobState.JobStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of a visitor's jobs are wanted.
 *
 * @param statuses stored statuses to keep
 * @param text part of the prompt, compared by {@link SearchFold}; empty for all
 * @param checkpoint that was asked for; null for all
 * @param seed null for all
 * @param from asked for at this time or later; null for all
 * @param to asked for before this time; null for all
 */
public record JobFilter(
        Collection<JobStatus> statuses,
        String text,
        @Nullable String checkpoint,
        @Nullable Long seed,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Conditions to append to a WHERE. Only what is asked for stands there, so that each has its index. */
    String conditions() {
        StringBuilder sql = new StringBuilder(" and status = any(:statuses)");
        if (!text.isEmpty()) {
            sql.append(" and ").append(SearchFold.holds("prompt", ":text"));
        }
        if (checkpoint != null) {
            sql.append(" and spec ->> 'checkpoint' = :checkpoint");
        }
        if (seed != null) {
            sql.append(" and (spec ->> 'seed')::bigint = :seed");
        }
        if (from != null) {
            sql.append(" and created_at >= :from");
        }
        if (to != null) {
            sql.append(" and created_at < :to");
        }
        return sql.toString();
    }

    /** The values that the conditions name. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("statuses", statuses.stream().map(JobStatus::word).toArray(String[]::new));
        if (!text.isEmpty()) {
            values.put("text", text);
        }
        if (checkpoint != null) {
            values.put("checkpoint", checkpoint);
        }
        if (seed != null) {
            values.put("seed", seed);
        }
        if (from != null) {
            values.put("from", from.atOffset(ZoneOffset.UTC));
        }
        if (to != null) {
            values.put("to", to.atOffset(ZoneOffset.UTC));
        }
        return values;
    }
}
