package imece.gateway.owner;

import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.turn.ShareWeight;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an operator changes of an owner.
 *
 * @param columns only those that are named, with their new values; null = as the settings say
 */
record OwnerChange(Map<String, @Nullable Object> columns) {

    private static final long MOST = 1L << 50;
    private static final int LONGEST_TIME = 100;
    private static final int LAST_YEAR = 9_999;

    /** The fields that may be named, with their columns, and from which number to which. */
    private enum ChangedLimit {
        PER_MINUTE("perMinute", "per_minute", 1, 60_000_000),
        BURST("burst", "burst", 1, 1_000_000),
        WAITING("waiting", "waiting", 0, Integer.MAX_VALUE),
        DAILY_PICTURES("dailyPictures", "daily_pictures", 0, MOST),
        DAILY_GPU_SECONDS("dailyGpuSeconds", "daily_gpu_seconds", 0, MOST),
        DAILY_BYTES("dailyBytes", "daily_bytes", 0, MOST);

        private final String field;
        private final String column;
        private final long least;
        private final long most;

        ChangedLimit(String field, String column, long least, long most) {
            this.field = field;
            this.column = column;
            this.least = least;
            this.most = most;
        }
    }

    /**
     * Reads it.
     *
     * @throws Refusal 422 with all that is wrong
     */
    static OwnerChange of(JsonFields fields) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (ChangedLimit limit : ChangedLimit.values()) {
            if (fields.names(limit.field)) {
                OptionalLong value = fields.whole(limit.field, limit.least, limit.most, 1);
                columns.put(limit.column, value.isPresent() ? value.getAsLong() : null);
            }
        }
        fields.thousandths("weight", ShareWeight.LEAST, ShareWeight.MOST)
                .ifPresent(weight -> columns.put("weight", new ShareWeight(weight).number()));
        if (fields.names("forbiddenUntil")) {
            Instant until = time(fields, "forbiddenUntil");
            columns.put("forbidden_until", until == null ? null : until.atOffset(ZoneOffset.UTC));
        }
        if (columns.isEmpty() && !fields.has("weight")) {
            fields.wrong("", "Nothing is named that could be changed.", "one of the fields of an owner's limits");
        }
        fields.refuseErrors();
        return new OwnerChange(columns);
    }

    /** What it changes, as the owner's row says it now. */
    Map<String, @Nullable Object> before(Owner owner) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("per_minute", owner.own().perMinute());
        all.put("burst", owner.own().burst());
        all.put("waiting", owner.own().waiting());
        all.put("daily_pictures", owner.own().dailyPictures());
        all.put("daily_gpu_seconds", owner.own().dailyGpuSeconds());
        all.put("daily_bytes", owner.own().dailyBytes());
        all.put("weight", owner.weight().number());
        all.put("forbidden_until", text(owner.forbiddenUntil()));
        all.keySet().retainAll(columns.keySet());
        return all;
    }

    /** What it changes them to, in the same words. */
    Map<String, @Nullable Object> told() {
        Map<String, @Nullable Object> told = new LinkedHashMap<>(columns);
        told.replaceAll((column, value) -> value instanceof OffsetDateTime time ? text(time.toInstant()) : value);
        return told;
    }

    /** The same of an address, of which nothing else can be changed. */
    static Map<String, @Nullable Object> forbidden(@Nullable Instant until) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("forbidden_until", text(until));
        return told;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** A time with its offset; null where the field is null or cannot be read, which is noted down. */
    static @Nullable Instant time(JsonFields fields, String field) {
        String text = fields.text(field, LONGEST_TIME).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // Told below, like a year that no database knows.
        }
        fields.wrong(field, field + " is no time.", "ISO 8601 with an offset, such as 2026-12-24T18:00:00Z, or null");
        return null;
    }
}
