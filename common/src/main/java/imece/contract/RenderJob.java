package imece.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
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
 * @param initImageUrls signed addresses of the picture that it begins from, to be tried in order; empty = it begins from noise
 * @param maxRunSeconds the longest that a run may take, upload included; a duration, for clocks differ
 * @param maxDeliveries from this delivery on the worker gives the message back unrun
 * @param attempt which attempt this becomes if its first run starts; for logs only, since only the store counts. Null = not
 *     told
 * @param traceparent W3C trace context of the submit, or null
 * @param avoid the slot where it has just failed, which gives it back at once so that another one gets it; or null
 * @param neighbours what may run beside it in the same worker process
 * @param refused whether the engine of a slot has refused it before, so that another refusal ends it; null = no
 * @param secret what the events of its runs are to show, so that the gateway sees that they come of this very message; null = a
 *     gateway of the last release dispatched it
 */
public record RenderJob(
        UUID jobId,
        long epoch,
        String lane,
        RenderSpec spec,
        List<String> uploadUrls,
        List<String> initImageUrls,
        int maxRunSeconds,
        int maxDeliveries,
        @Nullable Integer attempt,
        @Nullable String traceparent,
        @Nullable SlotId avoid,
        Neighbours neighbours,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean refused,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DispatchSecret secret) {

    /** What stands in {@link #uploadUrls} where the run's id goes. */
    public static final String RUN_PLACEHOLDER = "{runId}";

    public RenderJob {
        MessageFields.require(jobId, lane, spec, uploadUrls);
        uploadUrls = List.copyOf(uploadUrls);
        initImageUrls = List.copyOf(Objects.requireNonNullElse(initImageUrls, List.of()));
        neighbours = Objects.requireNonNullElse(neighbours, Neighbours.ANY);
    }

    /** A job that no engine has refused, and without a secret. */
    public RenderJob(
            UUID jobId,
            long epoch,
            String lane,
            RenderSpec spec,
            List<String> uploadUrls,
            List<String> initImageUrls,
            int maxRunSeconds,
            int maxDeliveries,
            @Nullable Integer attempt,
            @Nullable String traceparent,
            @Nullable SlotId avoid,
            Neighbours neighbours) {
        this(
                jobId,
                epoch,
                lane,
                spec,
                uploadUrls,
                initImageUrls,
                maxRunSeconds,
                maxDeliveries,
                attempt,
                traceparent,
                avoid,
                neighbours,
                null,
                null);
    }

    /** Whether the engine of a slot has refused it before. */
    @JsonIgnore
    public boolean wasRefused() {
        return Boolean.TRUE.equals(refused);
    }

    /** What may run in the same process at the same time. */
    public enum Neighbours {
        /** Whatever there is. */
        @JsonEnumDefaultValue
        @JsonProperty("any")
        ANY,
        /** Nothing: if the process dies, it is known of which job. */
        @JsonProperty("none")
        NONE
    }
}
