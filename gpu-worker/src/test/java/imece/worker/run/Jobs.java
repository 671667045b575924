package imece.worker.run;

import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.SlotAddress;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs for tests. */
final class Jobs {

    static final UUID ID = new UUID(1, 1);
    static final SlotAddress PLACE = new SlotAddress("node-1", new UUID(3, 3), "demo-0", "demo-0", "demo");

    private Jobs() {}

    static RenderJob simple() {
        return to("http://127.0.0.1:9/up/{runId}");
    }

    /** The same under another id. */
    static RenderJob like(RenderJob job, UUID id) {
        return of(job, id, job.neighbours());
    }

    /** The same, as one that may run only where nothing runs beside it. */
    static RenderJob alone(RenderJob job) {
        return of(job, job.jobId(), RenderJob.Neighbours.NONE);
    }

    /** The same, as a gateway sends it that was told of a refusal. */
    static RenderJob refused(RenderJob job) {
        return again(job, true);
    }

    /** The same after it was given back once more. */
    static RenderJob again(RenderJob job) {
        return again(job, null);
    }

    private static RenderJob again(RenderJob job, @Nullable Boolean refused) {
        return new RenderJob(
                job.jobId(),
                job.epoch() + 2,
                job.lane(),
                job.spec(),
                job.uploadUrls(),
                job.initImageUrls(),
                job.maxRunSeconds(),
                job.maxDeliveries(),
                job.attempt(),
                job.traceparent(),
                job.avoid(),
                job.neighbours(),
                refused,
                job.secret());
    }

    /** The same, begun from the picture at this address. */
    static RenderJob from(RenderJob job, String url) {
        RenderSpec words = job.spec();
        RenderSpec spec = new RenderSpec(
                words.prompt(),
                words.negativePrompt(),
                words.checkpoint(),
                words.width(),
                words.height(),
                words.steps(),
                words.cfgScale(),
                words.sampler(),
                words.scheduler(),
                words.seed(),
                List.of(),
                new UUID(7, 7),
                0.5);
        return new RenderJob(
                job.jobId(),
                job.epoch(),
                job.lane(),
                spec,
                job.uploadUrls(),
                List.of(url),
                job.maxRunSeconds(),
                job.maxDeliveries(),
                job.attempt(),
                job.traceparent(),
                job.avoid(),
                job.neighbours());
    }

    private static RenderJob of(RenderJob job, UUID id, RenderJob.Neighbours neighbours) {
        return new RenderJob(
                id,
                job.epoch(),
                job.lane(),
                job.spec(),
                job.uploadUrls(),
                job.initImageUrls(),
                job.maxRunSeconds(),
                job.maxDeliveries(),
                job.attempt(),
                job.traceparent(),
                job.avoid(),
                neighbours);
    }

    static RenderJob to(String url) {
        return to(url, 60);
    }

    static RenderJob to(String url, int maxRunSeconds) {
        RenderSpec spec = new RenderSpec("a lake", "", null, 64, 64, 4, 7, "Euler a", "Automatic", 1);
        return new RenderJob(
                ID,
                1,
                "default",
                spec,
                List.of(url),
                List.of(),
                maxRunSeconds,
                8,
                1,
                null,
                null,
                RenderJob.Neighbours.ANY);
    }
}
