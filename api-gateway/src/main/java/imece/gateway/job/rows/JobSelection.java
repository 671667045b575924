package imece.gateway.job.rows;

import imece.gateway.job.JobState.JobStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of everybody's jobs an operator means.
 *
 * @param job this one only; null = any
 * @param owner of this one only; null = of anybody
 * @param newcomersOf of callers from the address with this mark that sent no cookie back only; null = of any
 * @param statuses stored statuses to keep
 * @param text part of the prompt, compared by {@link SearchFold}; empty for all
 * @param lane null = any
 */
public record JobSelection(
        @Nullable UUID job,
        @Nullable UUID owner,
        @Nullable String newcomersOf,
        Set<JobStatus> statuses,
        String text,
        @Nullable String lane) {

    public JobSelection {
        statuses = Set.copyOf(statuses);
    }

    /** Whether live jobs only are meant, of which there are never many. */
    boolean liveOnly() {
        return JobStatus.LIVE.containsAll(statuses);
    }

    /** What an index narrows them down by, in its words, to append to a WHERE. */
    String indexed() {
        return (liveOnly() ? " and status in ('queued', 'dispatched', 'processing')" : "")
                + (owner == null ? "" : " and owner = :owner")
                + (job == null ? "" : " and id = :job");
    }

    /** All else, likewise. */
    String conditions() {
        return indexed()
                + " and status = any(:statuses) and forgotten_by is null"
                + (newcomersOf == null ? "" : " and owner in (select owner from newcomers where address = :address)")
                + (text.isEmpty() ? "" : " and " + SearchFold.holds("prompt", ":text"))
                + (lane == null ? "" : " and lane = :lane");
    }

    /** The values that {@link #indexed} names. */
    Map<String, Object> indexedValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "owner", owner);
        put(values, "job", job);
        return values;
    }

    /** The values that {@link #conditions} names. */
    Map<String, Object> values() {
        Map<String, Object> values = indexedValues();
        values.put("statuses", statuses.stream().map(JobStatus::word).toArray(String[]::new));
        put(values, "address", newcomersOf);
        put(values, "text", text.isEmpty() ? null : text);
        put(values, "lane", lane);
        return values;
    }

    /** The same, of these statuses only. */
    public JobSelection within(Set<JobStatus> some) {
        Set<JobStatus> both = EnumSet.noneOf(JobStatus.class);
        both.addAll(statuses);
        both.retainAll(some);
        return new JobSelection(job, owner, newcomersOf, both, text, lane);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
