package imece.gateway.job.api;

import imece.gateway.http.Refusal;
import imece.gateway.job.JobState.JobStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words after {@code status=}, separated by commas; users' words, not stored ones. */
final class StatusFilter {

    private static final String WORDS = "queued, processing, complete, error, cancelled, live";

    private StatusFilter() {}

    /** The stored statuses that are meant; all for nothing. */
    static Set<JobStatus> parse(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return EnumSet.allOf(JobStatus.class);
        }
        Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
        for (String word : words.split(",", -1)) {
            statuses.addAll(meant(word.strip()));
        }
        return statuses;
    }

    private static Set<JobStatus> meant(String word) {
        return switch (word) {
            case "queued" -> Set.of(JobStatus.QUEUED, JobStatus.DISPATCHED);
            case "processing" -> Set.of(JobStatus.PROCESSING);
            case "complete" -> Set.of(JobStatus.COMPLETE);
            case "error" -> Set.of(JobStatus.ERROR);
            case "cancelled" -> Set.of(JobStatus.CANCELLED);
            case "live" -> Set.of(JobStatus.QUEUED, JobStatus.DISPATCHED, JobStatus.PROCESSING);
            default -> throw Refusal.invalid("status", "This is not a status of a job.", WORDS);
        };
    }
}
