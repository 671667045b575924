package imece.contract;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job on its way to one GPU slot.
 *
 * @param jobId the job
 * @param epoch how often the gateway had decided about this job when it published this message; an older epoch is void
 * @param lane the lane that it was dispatched on
 * @param spec the picture to make
 * @param uploadUrls signed addresses that take the picture, to be tried in order; each contains the literal
 *     {@value #RUN_PLACEHOLDER}, which the worker replaces by its run's id
 * @param maxRunSeconds the longest that a run may take, upload included; a duration, for clocks differ
 * @param maxDeliveries from this delivery on the worker gives the message back unrun
 * @param traceparent W3C trace context of the submit, or null
 */
public record RenderJob(
        UUID jobId,
        long epoch,
        String lane,
        RenderSpec spec,
        List<String> uploadUrls,
        int maxRunSeconds,
        int maxDeliveries,
        @Nullable String traceparent) {

    /** What stands in {@link #uploadUrls} where the run's id goes. */
    public static final String RUN_PLACEHOLDER = "{runId}";

    public RenderJob {
        Complete.require(jobId, lane, spec, uploadUrls);
        uploadUrls = List.copyOf(uploadUrls);
    }
}
