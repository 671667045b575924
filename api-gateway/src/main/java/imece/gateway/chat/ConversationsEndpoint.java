package imece.gateway.chat;

import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.chat.MessageViews.MessageView;
import imece.gateway.chat.Messages.Message;
import imece.gateway.http.Cursor;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Page;
import imece.gateway.http.Paging;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.VisitorCookies.Visitor;
import imece.gateway.job.rows.CommitAnnouncer;
import imece.gateway.owner.Asker;
import imece.gateway.owner.Askers;
import imece.gateway.owner.OwnerAdmission;
import imece.gateway.owner.OwnerMoved;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/conversations}, but for new prompts. */
@RestController
@RequestMapping("/api/conversations")
@Tag(name = "Conversations")
@Refusals("503 database-unavailable")
class ConversationsEndpoint {

    private static final int TITLE_CHARACTERS = 200;
    private static final String KEY = "1 to 255 printable ASCII characters: the same key opens the same conversation";

    private final Conversations conversations;
    private final Messages messages;
    private final MessageViews views;
    private final ConversationRemoval deleting;
    private final OwnerAdmission admission;
    private final Askers askers;
    private final TransactionOperations transactions;
    private final CommitAnnouncer announcer;
    private final Clock clock;

    ConversationsEndpoint(
            Conversations conversations,
            Messages messages,
            MessageViews views,
            ConversationRemoval deleting,
            OwnerAdmission admission,
            Askers askers,
            TransactionOperations transactions,
            CommitAnnouncer announcer,
            Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.views = views;
        this.deleting = deleting;
        this.admission = admission;
        this.askers = askers;
        this.transactions = transactions;
        this.announcer = announcer;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "createConversation", summary = "Open a conversation")
    @Parameter(in = ParameterIn.HEADER, name = "Idempotency-Key", description = KEY)
    @RequestBody(content = @Content(schema = @Schema(ref = "NewConversation")))
    @Refusals({"422 validation-failed", "429 too-many-new-visitors, too-many-users"})
    ConversationView create(Caller caller, JsonBody body, HttpServletRequest request) {
        JsonFields fields = body.fields();
        String title = fields.text("title", TITLE_CHARACTERS).orElse("").strip();
        fields.refuseErrors();
        // Of who asked, also if it has moved: the same key opens the same conversation.
        UUID id = ConversationKey.of(request.getHeader("Idempotency-Key"))
                .map(key -> key.idFor(caller.owner()))
                .orElseGet(UUID::randomUUID);
        Asker asker = askers.of(caller, request);
        return OwnerMoved.following(caller.owner(), owner -> created(id, asker.as(owner), title));
    }

    private ConversationView created(UUID id, Asker asker, String title) {
        ConversationView made = Objects.requireNonNull(transactions.execute(tx -> {
            admission.keep(asker);
            return conversations.create(id, asker.owner(), title, clock.instant());
        }));
        announcer.committed(new ConversationsChanged(asker.owner()));
        return made;
    }

    @GetMapping
    @Operation(
            operationId = "listConversations",
            summary = "My conversations, latest first",
            description = "q searches titles and prompts.")
    @Refusals("422 validation-failed")
    Page<ConversationView> list(
            Visitor visitor,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String q) {
        int most = Paging.limit(limit);
        List<ConversationView> found =
                conversations.page(visitor.id(), Cursor.parse(before), Paging.search(q), most + 1);
        return Page.of(found, most, view -> Conversations.cursor(view).text());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getConversation", summary = "One conversation")
    @Refusals("404 not-found")
    ConversationView one(Visitor visitor, @PathVariable UUID id) {
        return conversations.find(id, visitor.id()).orElseThrow(() -> Refusal.notFound("conversation"));
    }

    @PatchMapping("/{id}")
    @Operation(operationId = "renameConversation", summary = "Rename a conversation")
    @RequestBody(content = @Content(schema = @Schema(ref = "Renaming")))
    @Refusals({"404 not-found", "422 validation-failed"})
    ConversationView rename(Visitor visitor, @PathVariable UUID id, JsonBody body) {
        JsonFields fields = body.fields();
        boolean missing = !fields.has("title");
        Optional<String> given = fields.text("title", TITLE_CHARACTERS).map(String::strip);
        String title = given.orElse("");
        if (missing || (given.isPresent() && OutsideText.invisible(title))) {
            fields.wrong("title", "There is no title.", "1 to " + TITLE_CHARACTERS + " characters");
        }
        fields.refuseErrors();
        if (!conversations.rename(id, visitor.id(), title, clock.instant())) {
            throw Refusal.notFound("conversation");
        }
        announcer.committed(new ConversationsChanged(visitor.id()));
        return one(visitor, id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteConversation",
            summary = "Delete a conversation",
            description =
                    "Its waiting jobs are cancelled; its pictures stay in the gallery. With pictures=true they go too, and live"
                            + " jobs are cancelled; undo brings all that back for 60 s.")
    @Parameter(in = ParameterIn.QUERY, name = "pictures", description = "true: answered with 200 Deletion")
    @ApiResponse(responseCode = "204", description = "deleted")
    @ApiResponse(
            responseCode = "200",
            description = "deleted with its pictures",
            content = @Content(schema = @Schema(ref = "Deletion")))
    @Refusals("404 not-found")
    void delete(Visitor visitor, @PathVariable UUID id) {
        deleting.delete(id, visitor.id());
    }

    @GetMapping("/{id}/messages")
    @Operation(
            operationId = "listMessages",
            summary = "Messages, oldest first",
            description = "Without before: the newest page.")
    @Refusals({"404 not-found", "422 validation-failed"})
    Page<MessageView> messages(
            Visitor visitor,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        int most = Paging.limit(limit);
        long ordinal = Cursor.parse(before).number();
        ConversationView conversation = one(visitor, id);
        Page<Message> newestFirst = Page.of(
                messages.page(conversation.id(), ordinal, most + 1),
                most,
                message -> Cursor.of(message.ordinal()).text());
        return new Page<>(views.of(newestFirst.items().reversed()), newestFirst.next());
    }
}
