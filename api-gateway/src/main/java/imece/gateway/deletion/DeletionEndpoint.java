package imece.gateway.deletion;

import imece.gateway.deletion.DeletionRows.Deletion;
import imece.gateway.deletion.DeletionRows.DeletionKind;
import imece.gateway.deletion.Deletions.MadeDeletion;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.SessionCookies;
import imece.gateway.identity.Signatures;
import imece.gateway.identity.VisitorCookies;
import imece.gateway.identity.VisitorCookies.Visitor;
import imece.gateway.owner.Askers;
import imece.gateway.owner.OwnerAdmission;
import imece.gateway.owner.OwnerKind;
import imece.gateway.owner.OwnerRows;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The calls that delete what is one's own, and the one that undoes that. */
@RestController
@Refusals("503 database-unavailable")
class DeletionEndpoint {

    private static final String PURPOSE = "undo";
    private static final Pattern TOKEN = Pattern.compile("([0-9a-f-]{36})\\.([0-9a-f]{64})");
    private static final int LONGEST_TOKEN = 200;
    private static final String GONE_AT_ONCE = "Gone at once, everywhere; undo brings it back for 60 s.";

    private final Deletions deletions;
    private final Signatures signatures;
    private final VisitorCookies cookies;
    private final SessionCookies sessions;
    private final OwnerRows owners;
    private final OwnerAdmission admission;
    private final Askers askers;

    DeletionEndpoint(
            Deletions deletions,
            Signatures signatures,
            VisitorCookies cookies,
            SessionCookies sessions,
            OwnerRows owners,
            OwnerAdmission admission,
            Askers askers) {
        this.deletions = deletions;
        this.signatures = signatures;
        this.cookies = cookies;
        this.sessions = sessions;
        this.owners = owners;
        this.admission = admission;
        this.askers = askers;
    }

    /**
     * Something that is gone, but for a minute.
     *
     * @param undo what POST /api/undo takes to bring it back
     * @param until when it does
     */
    record DeletionView(String undo, Instant until) {}

    /** What was brought back: image, job, conversation, upload or everything. */
    record UndoneView(String what) {}

    @DeleteMapping("/api/images/{id}")
    @Tag(name = "Pictures")
    @Operation(
            operationId = "deleteImage",
            summary = "Delete a picture",
            description = GONE_AT_ONCE + " Its job keeps prompt and seed.")
    @Refusals("404 not-found")
    DeletionView image(Visitor visitor, @PathVariable UUID id) {
        return view(deletions.picture(id, visitor.id()));
    }

    /** Told of at the call that cancels. */
    @Hidden
    @DeleteMapping(value = "/api/jobs/{id}", params = "forget")
    DeletionView job(Visitor visitor, @PathVariable UUID id) {
        return view(deletions.job(id, visitor.id()));
    }

    /** Told of at the call that deletes a conversation and keeps its pictures. */
    @Hidden
    @DeleteMapping(value = "/api/conversations/{id}", params = "pictures=true")
    DeletionView conversation(Visitor visitor, @PathVariable UUID id) {
        return view(deletions.conversation(id, visitor.id()));
    }

    @DeleteMapping("/api/uploads/{id}")
    @Tag(name = "Pictures")
    @Operation(
            operationId = "deleteUpload",
            summary = "Delete a picture that one has uploaded",
            description = GONE_AT_ONCE + " A live job that begins from it still gets it.")
    @Refusals("404 not-found")
    DeletionView upload(Visitor visitor, @PathVariable UUID id) {
        return view(deletions.upload(id, visitor.id()));
    }

    @DeleteMapping("/api/me")
    @Tag(name = "Me")
    @Operation(operationId = "deleteMe", summary = "Delete all that is mine", description = GONE_AT_ONCE + """
                     Live jobs are cancelled. A visitor ends with it: its cookie is taken away, and counts no more. So does an \
                    account, with its sessions and keys; its name is free again when it is purged. A key of the farm stays, and its \
                    app's other users do. A person's key may not do this.""")
    @Refusals({"403 people-only", "429 too-many-new-visitors"})
    ResponseEntity<DeletionView> everything(Caller caller, HttpServletRequest request) {
        MadeDeletion made = deletions.everything(caller.owner(), ends(caller, request));
        return ResponseEntity.ok()
                .headers(headers -> headers.addAll(HttpHeaders.SET_COOKIE, removed(caller, request)))
                .header("Clear-Site-Data", "\"cache\", \"storage\"")
                .body(view(made));
    }

    /** Whether who asks ends, too. Visitors who have never written anything get a row that says so. */
    private boolean ends(Caller caller, HttpServletRequest request) {
        return switch (caller) {
            case VisitorCaller visitor -> endsIfCameBefore(visitor, visitor.newcomer(), request);
            case OperatorCaller operator -> endsIfCameBefore(operator, operator.newcomer(), request);
            case AccountCaller account -> true;
            case KeyCaller key -> {
                if (owners.kind(key.owner()).filter(OwnerKind.ACCOUNT::equals).isPresent()) {
                    throw Refusal.of(
                            HttpStatus.FORBIDDEN,
                            "people-only",
                            "A key does not end whom it belongs to. Sign in to delete everything.");
                }
                yield false;
            }
        };
    }

    private boolean endsIfCameBefore(Caller caller, boolean newcomer, HttpServletRequest request) {
        if (!newcomer) {
            admission.makeKnown(askers.of(caller, request));
        }
        return !newcomer;
    }

    private List<String> removed(Caller caller, HttpServletRequest request) {
        return switch (caller) {
            case VisitorCaller visitor -> cookies.remove(request);
            case OperatorCaller operator -> cookies.remove(request);
            case AccountCaller account -> sessions.remove(request);
            case KeyCaller key -> List.of();
        };
    }

    @PostMapping("/api/undo")
    @Tag(name = "Me")
    @Operation(
            operationId = "undoDeletion",
            summary = "Bring back what was deleted within the last minute",
            description =
                    "Who holds its token may. Jobs that were cancelled by it stay cancelled. A visitor who deleted everything gets"
                            + " their cookie again; an account signs in again.")
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = "Undoing")))
    @Refusals({"410 undo-too-late", "422 validation-failed"})
    ResponseEntity<UndoneView> undo(JsonBody body, HttpServletRequest request) {
        JsonFields fields = body.fields();
        if (!fields.has("undo")) {
            fields.wrong("undo", "There is nothing to undo.", "what the deletion answered as undo");
        }
        String token = fields.text("undo", LONGEST_TOKEN).orElse("");
        fields.refuseErrors();
        Deletion undone = deletions.undo(deletion(token));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (undone.what() == DeletionKind.EVERYTHING
                && owners.kind(undone.owner()).filter(OwnerKind.VISITOR::equals).isPresent()) {
            answer.headers(headers -> headers.addAll(HttpHeaders.SET_COOKIE, cookies.set(undone.owner(), request)));
        }
        return answer.body(new UndoneView(undone.what().word()));
    }

    private DeletionView view(MadeDeletion made) {
        return new DeletionView(
                made.id() + "." + signatures.sign(PURPOSE, made.id().toString()), made.until());
    }

    private UUID deletion(String token) {
        var parts = TOKEN.matcher(token);
        if (!parts.matches() || !signatures.genuine(PURPOSE, parts.group(1), parts.group(2))) {
            throw DeletionRefusals.tooLate();
        }
        return UUID.fromString(parts.group(1));
    }
}
