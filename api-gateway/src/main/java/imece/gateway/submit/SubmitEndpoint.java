package imece.gateway.submit;

import imece.gateway.chat.MessageViews.MessageView;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.Refusals;
import imece.gateway.identity.AddressMarks;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.ClientAddress;
import imece.gateway.line.JobView;
import imece.gateway.owner.Askers;
import imece.gateway.submit.IdempotentAnswers.IdempotencyKey;
import imece.gateway.submit.JobSubmission.SubmitRequest;
import imece.gateway.submit.JobSubmission.SubmitRequest.TraceContext;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Refusals({
    "404 not-found",
    "422 validation-failed, unknown-checkpoint, unknown-lora, unknown-init-image, not-offered, idempotency-key-reused,"
            + " refused-by-moderation",
    "403 forbidden-by-operator",
    "429 too-fast, daily-limit, too-many-waiting, cookie-required,"
            + " too-many-from-address, too-many-new-visitors, too-many-users",
    "503 unavailable, database-unavailable, moderation-unavailable"
})
class SubmitEndpoint {

    private static final String KEY = "1 to 255 printable ASCII characters:"
            + " the same key with the same body is answered as the first time, for 24 hours";
    private static final String TRACE = "W3C trace context; travels with the job";

    private final JobSubmission submission;
    private final Askers askers;
    private final AddressMarks addresses;
    private final JsonMapper json;

    SubmitEndpoint(JobSubmission submission, Askers askers, AddressMarks addresses, JsonMapper json) {
        this.submission = submission;
        this.askers = askers;
        this.addresses = addresses;
        this.json = json;
    }

    @PostMapping("/api/conversations/{id}/messages")
    @Tag(name = "Conversations")
    @Operation(operationId = "submitMessage", summary = "Ask for pictures in a chat")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "PictureRequest")))
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", description = KEY)
    @Parameter(in = ParameterIn.HEADER, name = "traceparent", description = TRACE)
    @ApiResponse(
            responseCode = "202",
            description = "in the line",
            content = @Content(schema = @Schema(ref = "ChatAnswer")))
    ResponseEntity<byte[]> inChat(Caller caller, @PathVariable UUID id, JsonBody body, HttpServletRequest request) {
        return accepted().body(bytes(submission.submit(prompt(caller, id, body, request), body.fields())));
    }

    @PostMapping("/api/jobs")
    @Tag(name = "Jobs")
    @Operation(
            operationId = "submitJobs",
            summary = "Ask for pictures",
            description = "For programs without a chat. Location names the first job.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "PictureRequest")))
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", description = KEY)
    @Parameter(in = ParameterIn.HEADER, name = "traceparent", description = TRACE)
    @ApiResponse(
            responseCode = "202",
            description = "in the line",
            content = @Content(schema = @Schema(ref = "JobsAnswer")))
    ResponseEntity<byte[]> withoutChat(Caller caller, JsonBody body, HttpServletRequest request) {
        String answer = submission.submit(prompt(caller, null, body, request), body.fields());
        // Read back rather than kept beside it: a repeated request has nothing but the answer's text.
        String first = json.readTree(answer).path("jobs").path(0).path("id").stringValue();
        return accepted().location(URI.create("/api/jobs/" + first)).body(bytes(answer));
    }

    private SubmitRequest prompt(Caller caller, @Nullable UUID chat, JsonBody body, HttpServletRequest request) {
        boolean newcomer = caller instanceof VisitorCaller visitor && visitor.newcomer();
        return new SubmitRequest(
                askers.forJobs(caller, request),
                newcomer ? addresses.of(ClientAddress.of(request.getRemoteAddr())) : null,
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
