package imece.gateway.submit;

import imece.gateway.chat.MessageViews.MessageView;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.identity.Visitor;
import imece.gateway.job.view.JobView;
import imece.gateway.submit.IdempotentAnswers.IdempotencyKey;
import imece.gateway.submit.SubmitRequest.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The two calls that make jobs. */
@RestController
class SubmitEndpoint {

    private final JobSubmission submission;
    private final JsonMapper json;

    SubmitEndpoint(JobSubmission submission, JsonMapper json) {
        this.submission = submission;
        this.json = json;
    }

    @PostMapping("/api/conversations/{id}/messages")
    ResponseEntity<byte[]> inChat(Visitor visitor, @PathVariable UUID id, JsonBody body, HttpServletRequest request) {
        return accepted().body(bytes(submission.submit(prompt(visitor, id, body, request), body.fields())));
    }

    @PostMapping("/api/jobs")
    ResponseEntity<byte[]> withoutChat(Visitor visitor, JsonBody body, HttpServletRequest request) {
        String answer = submission.submit(prompt(visitor, null, body, request), body.fields());
        // Read back rather than kept beside it: a repeated request has nothing but the answer's text.
        String first = json.readTree(answer).path("jobs").path(0).path("id").stringValue();
        return accepted().location(URI.create("/api/jobs/" + first)).body(bytes(answer));
    }

    private static SubmitRequest prompt(
            Visitor visitor, @Nullable UUID chat, JsonBody body, HttpServletRequest request) {
        return new SubmitRequest(
                visitor.id(),
                chat,
                IdempotencyKey.of(request.getHeader("Idempotency-Key"), request.getRequestURI(), body)
                        .orElse(null),
                TraceContext.checked(request.getHeader("traceparent")));
    }

    private static ResponseEntity.BodyBuilder accepted() {
        return ResponseEntity.accepted().contentType(MediaType.APPLICATION_JSON);
    }

    private static byte[] bytes(String answer) {
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    /** The 202 to a prompt in a chat; the bot message holds the jobs. */
    record ChatAnswer(MessageView userMessage, MessageView botMessage) {}

    /** The 202 to a program without a chat. */
    record JobsAnswer(List<JobView> jobs) {
        JobsAnswer {
            jobs = List.copyOf(jobs);
        }
    }
}
