package imece.gateway.submit;

import imece.gateway.identity.Visitor;
import imece.gateway.job.view.JobView;
import imece.gateway.line.JobViews;
import imece.gateway.submit.SubmitRequest.TraceContext;
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
class RetryEndpoint {

    private final JobRetry retry;
    private final JobViews views;

    RetryEndpoint(JobRetry retry, JobViews views) {
        this.retry = retry;
        this.views = views;
    }

    @PostMapping("/api/jobs/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    JobView retry(
            Visitor visitor,
            @PathVariable UUID id,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent) {
        return views.of(retry.again(id, visitor.id(), TraceContext.checked(traceparent)));
    }
}
