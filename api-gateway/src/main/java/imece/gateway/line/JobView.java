package imece.gateway.line;

import imece.contract.Failure;
import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.contract.UsedValues;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobColumns;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobState.RunProgress;
import imece.gateway.line.LinePositions.LinePosition;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as people and programs see it.
 *
 * @param status queued, processing, complete, error, cancelled
 * @param queuePosition 1 = next among all with whom it competes for GPUs; 0 unless queued, or while no position would be true
 * @param eta until the picture is there; null where nothing is known
 * @param why why a queued job waits; null unless queued, or if it is simply next
 * @param roseBecause why it stands further back than it did a moment ago; null unless it does
 * @param phase while processing
 * @param progress 0 to 100
 * @param step finished denoising steps
 * @param attempt runs whose start was accepted
 * @param seq of the event that {@code progress} comes from
 * @param version the higher one is the newer one
 * @param image the picture; null before it was made, and again once the farm has removed it for its age
 * @param used fields of {@code spec} for which the engine used another value, by name, with that value; null = nobody knows
 *     which. The whole is null where all was used as asked
 * @param note a sentence about what happened to it on the way
 */
public record JobView(
        UUID id,
        @Nullable UUID conversationId,
        @Nullable UUID messageId,
        String status,
        int queuePosition,
        @Nullable Eta eta,
        @Nullable WaitReasonView why,
        @Nullable PositionRise roseBecause,
        @Nullable Phase phase,
        int progress,
        int step,
        int steps,
        String prompt,
        RenderSpec spec,
        int attempt,
        @Nullable UUID runId,
        long seq,
        long version,
        @Nullable WorkerView worker,
        @Nullable String note,
        @Nullable ImageView image,
        @Nullable Map<String, @Nullable Object> used,
        @Nullable Failure error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * A range, in seconds from now.
     *
     * @param rough whether it is a rough figure, both ends being the same
     */
    public record Eta(long fromSeconds, long toSeconds, boolean rough) {

        /** A rough figure. */
        public static Eta roughly(long seconds) {
            return new Eta(seconds, seconds, true);
        }
    }

    /**
     * Who makes, or made, the picture.
     *
     * @param id the worker's name
     * @param gpu what its GPU is called
     * @param engine the kind of its engine
     */
    public record WorkerView(String id, String gpu, String engine) {}

    /**
     * The picture.
     *
     * @param url a path on this gateway
     * @param bytes its size
     */
    public record ImageView(UUID id, String url, int width, int height, long bytes) {}

    /** A job at its place in the line. */
    public static JobView of(Job job, LinePosition place) {
        JobColumns columns = JobColumns.of(job.state());
        RunProgress progress = columns.progress();
        CurrentRun run = job.run();
        UsedValues used = columns.used();
        boolean processing = job.status() == JobStatus.PROCESSING;
        boolean named = run != null && !columns.silent();
        return new JobView(
                job.id(),
                job.origin().conversationId(),
                job.origin().messageId(),
                job.status().shown(),
                job.status().waiting() ? place.position() : 0,
                job.status().terminal() ? null : place.eta(),
                job.status().waiting() ? WaitReasonView.of(place.why()) : null,
                job.status().waiting() ? place.roseBecause() : null,
                processing && progress != null ? progress.phase() : null,
                progress == null ? 0 : progress.percent(),
                progress == null ? 0 : progress.step(),
                used == null ? job.spec().steps() : used.over(job.spec()).steps(),
                job.spec().prompt(),
                job.spec(),
                job.counters().attempt(),
                run == null ? null : run.runId(),
                progress == null ? 0 : progress.seq(),
                job.counters().version(),
                named && run != null
                        ? new WorkerView(
                                run.slot().worker(),
                                run.slot().gpuName(),
                                run.slot().engine())
                        : null,
                job.note(),
                image(job),
                used == null ? null : used.byField(),
                columns.failure(),
                job.origin().createdAt(),
                columns.started(),
                columns.finished());
    }

    /** The path of a finished job's picture. */
    public static String imageUrl(UUID job) {
        return "/api/images/" + job;
    }

    private static @Nullable ImageView image(Job job) {
        return job.state() instanceof JobState.Complete complete && complete.pictureRemovedAt() == null
                ? new ImageView(
                        job.id(),
                        imageUrl(job.id()),
                        complete.picture().width(),
                        complete.picture().height(),
                        complete.picture().bytes())
                : null;
    }
}
