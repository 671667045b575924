package imece.gateway.job.api;

import imece.gateway.http.OutsideText;
import imece.gateway.http.Paging;
import imece.gateway.http.Refusal;
import imece.gateway.job.rows.JobFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads what a list of jobs is narrowed down to; whatever is absent or empty narrows nothing. */
final class JobListQuery {

    private static final int LONGEST_CHECKPOINT = 500;
    private static final long HIGHEST_SEED = 0xFFFF_FFFFL;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private JobListQuery() {}

    /**
     * The filter of a request's parameters.
     *
     * @throws Refusal 422 for the first that makes no sense
     */
    static JobFilter parse(
            @Nullable String status,
            @Nullable String q,
            @Nullable String checkpoint,
            @Nullable String seed,
            @Nullable String from,
            @Nullable String to) {
        return new JobFilter(
                StatusFilter.parse(status),
                Paging.search(q),
                checkpoint(checkpoint),
                seed(seed),
                time("from", from),
                time("to", to));
    }

    private static @Nullable String checkpoint(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        if (OutsideText.unstorable(name) || OutsideText.characters(name) > LONGEST_CHECKPOINT) {
            throw Refusal.invalid(
                    "checkpoint",
                    "This cannot be a checkpoint's name.",
                    "at most " + LONGEST_CHECKPOINT + " characters");
        }
        return name;
    }

    private static @Nullable Long seed(@Nullable String number) {
        if (number == null || number.isEmpty()) {
            return null;
        }
        long seed = number.matches("\\d{1,10}") ? Long.parseLong(number) : -1;
        if (seed < 0 || seed > HIGHEST_SEED) {
            throw Refusal.invalid(
                    "seed", "seed must be a whole number up to " + HIGHEST_SEED + ".", "0 to " + HIGHEST_SEED);
        }
        return seed;
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // Refused below, as a year beyond all reason is.
        }
        throw Refusal.invalid(
                field, field + " is not a time.", "ISO 8601 with its offset, such as 2026-11-23T18:00:00Z");
    }
}
