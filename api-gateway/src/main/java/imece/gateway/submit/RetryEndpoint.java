package imece.gateway.submit;

import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.owner.Askers;
import imece.gateway.submit.JobSubmission.SubmitRequest.TraceContext;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asks once more for a picture that was not made. */
@RestController
@Tag(name = "Jobs")
class RetryEndpoint {

    private final JobRetry retry;
    private final LinePositions positions;
    private final Askers askers;

    RetryEndpoint(JobRetry retry, LinePositions positions, Askers askers) {
        this.retry = retry;
        this.positions = positions;
        this.askers = askers;
    }

    @PostMapping("/api/jobs/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "retryJob",
            summary = "Try a failed or cancelled job again",
            description =
                    "Makes a new job under the same message. A second call while that one is live answers with it.")
    @Refusals({
        "404 not-found",
        "409 job-not-over",
        "422 unknown-checkpoint, unknown-lora, unknown-init-image, not-offered, refused-by-moderation",
        "403 forbidden-by-operator",
        "429 too-fast, daily-limit, too-many-waiting, too-many-from-address, too-many-users",
        "503 database-unavailable, moderation-unavailable"
    })
    JobView retry(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent,
            HttpServletRequest request) {
        return positions.shown(retry.again(id, askers.forJobs(caller, request), TraceContext.checked(traceparent)));
    }
}
