package imece.gateway.job;

import imece.contract.Failure;
import imece.contract.SlotId;
import imece.contract.StatusEvent.Picture;
import imece.gateway.job.JobState.RunProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A state spread over the columns of its row; what a state does not have is null there. */
public record JobColumns(
        @Nullable Instant notBefore,
        @Nullable SlotId avoid,
        boolean silent,
        @Nullable RunProgress progress,
        @Nullable Picture picture,
        @Nullable Failure failure,
        @Nullable Instant started,
        @Nullable Instant finished) {

    public static JobColumns of(JobState state) {
        return switch (state) {
            case JobState.Queued s -> new JobColumns(s.notBefore(), s.avoid(), false, null, null, null, null, null);
            case JobState.Dispatched s -> new JobColumns(null, s.avoid(), false, null, null, null, null, null);
            case JobState.Processing s ->
                new JobColumns(null, null, s.silent(), s.progress(), null, null, s.startedAt(), null);
            case JobState.Complete s ->
                new JobColumns(null, null, false, s.progress(), s.picture(), null, s.startedAt(), s.finishedAt());
            case JobState.Errored s ->
                new JobColumns(null, null, false, null, null, s.failure(), s.startedAt(), s.finishedAt());
            case JobState.Cancelled s ->
                new JobColumns(null, null, false, null, null, null, s.startedAt(), s.finishedAt());
        };
    }
}
