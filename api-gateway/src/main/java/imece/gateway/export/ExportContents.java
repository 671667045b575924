package imece.gateway.export;

import imece.contract.RenderSpec;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.JobColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was put into an export so far, as prompts.json and index.html tell it. */
final class ExportContents {

    private final List<ExportedJob> jobs = new ArrayList<>();
    private final List<String> uploads = new ArrayList<>();
    private final List<VanishedFile> vanished = new ArrayList<>();

    /**
     * One job.
     *
     * @param picture its file in the export; null = it has none
     */
    record ExportedJob(
            UUID id,
            Instant createdAt,
            @Nullable Instant finishedAt,
            String status,
            String prompt,
            RenderSpec spec,
            @Nullable UUID conversationId,
            @Nullable String picture) {}

    /**
     * What was there when the export began, and not any more when its turn came.
     *
     * @param what job, picture or upload
     */
    record VanishedFile(String what, UUID id) {}

    /** The whole of prompts.json. */
    record ExportedPrompts(
            UUID owner, Instant at, List<ExportedJob> jobs, List<String> uploads, List<VanishedFile> vanished) {}

    void job(Job job, @Nullable String picture) {
        jobs.add(new ExportedJob(
                job.id(),
                job.origin().createdAt(),
                JobColumns.of(job.state()).finished(),
                job.status().shown(),
                job.spec().prompt(),
                job.spec(),
                job.origin().conversationId(),
                picture));
        if (picture == null
                && job.state() instanceof JobState.Complete complete
                && complete.pictureRemovedAt() == null) {
            vanished("picture", job.id());
        }
    }

    void upload(String file) {
        uploads.add(file);
    }

    void vanished(String what, UUID id) {
        vanished.add(new VanishedFile(what, id));
    }

    ExportedPrompts prompts(UUID owner, Instant at) {
        return new ExportedPrompts(owner, at, List.copyOf(jobs), List.copyOf(uploads), List.copyOf(vanished));
    }
}
