package imece.gateway.account;

import imece.gateway.account.Account.AccountRole;
import imece.gateway.account.Invite.InviteRole;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.KeySecret;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/operator/invites}: links that let people in. */
@RestController
@Tag(name = "Operation")
@SecurityRequirement(name = "operatorToken")
class InvitesEndpoint {

    private static final int NOTE_CHARACTERS = 200;
    private static final int MOST_USES = 1_000;
    private static final int MOST_DAYS = 365;
    private static final int USUAL_DAYS = 7;
    private static final Duration PASSWORD_LASTS = Duration.ofDays(1);

    /** The page that a link leads to; the token stands behind a {@code #}, which browsers send to nobody. */
    private static final String PAGE = "/join#";

    private final Invites invites;
    private final Accounts accounts;
    private final AuditLog audit;

    InvitesEndpoint(Invites invites, Accounts accounts, AuditLog audit) {
        this.invites = invites;
        this.accounts = accounts;
        this.audit = audit;
    }

    /**
     * An invite that can still be followed.
     *
     * @param role visitor, user, operator or admin: what who follows it becomes
     * @param note whom it was made for
     */
    record InviteView(String id, String role, String note, int usesLeft, Instant createdAt, Instant expiresAt) {}

    /** All that can be followed. */
    record OpenInvites(List<InviteView> items) {}

    /**
     * A link that was just made.
     *
     * @param link path on the farm and token; shown this once
     */
    record MadeLink(String link, InviteView about) {}

    @GetMapping("/api/operator/invites")
    @Operation(operationId = "listInvites", summary = "Invites that can be followed, the newest first")
    OpenInvites list() {
        return new OpenInvites(
                invites.open().stream().map(InvitesEndpoint::view).toList());
    }

    @PostMapping("/api/operator/invites")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createInvite",
            summary = "Make a link that lets people in",
            description = "The whole link stands in this answer only.")
    @RequestBody(content = @Content(schema = @Schema(ref = "NewInvite")))
    @Refusals("422 validation-failed")
    MadeLink create(JsonBody body) {
        JsonFields fields = body.fields();
        String role = fields.word("role", List.of("visitor", "user", "operator", "admin"))
                .orElse(AccountRole.USER.word());
        String note = fields.text("note", NOTE_CHARACTERS).orElse("").strip();
        long uses = fields.whole("uses", 1, MOST_USES, 1).orElse(1);
        long days = fields.whole("days", 1, MOST_DAYS, 1).orElse(USUAL_DAYS);
        fields.refuseErrors();
        KeySecret token = KeySecret.fresh();
        Invite made = audit.together(() -> {
            Invite row = invites.add(
                    token,
                    InviteRole.valueOf(role.toUpperCase(Locale.ROOT)),
                    null,
                    note,
                    Math.toIntExact(uses),
                    Duration.ofDays(days));
            audit.write(AuditAct.INVITE_MADE, AuditSubject.invite(row.id()), row.audited());
            return row;
        });
        return new MadeLink(PAGE + InviteToken.text(token), view(made));
    }

    @DeleteMapping("/api/operator/invites/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "revokeInvite", summary = "Revoke an invite")
    @Refusals("404 not-found")
    void revoke(@PathVariable String id) {
        audit.together(() -> {
            if (!invites.revokeIfItCounts(id)) {
                throw Refusal.notFound("invite");
            }
            Invite before = invites.find(id).orElseThrow();
            audit.write(AuditAct.INVITE_REVOKED, AuditSubject.invite(id), before.audited(), Map.of());
            return id;
        });
    }

    @PostMapping("/api/operator/accounts/{id}/password-link")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createPasswordLink",
            summary = "Make a link by which a person sets a new password",
            description = "It counts once, for a day. An account that signs in at a provider has no password here.")
    @Refusals({"404 not-found", "409 no-password"})
    MadeLink passwordLink(@PathVariable UUID id) {
        Account account = accounts.find(id).orElseThrow(() -> Refusal.notFound("account"));
        if (!account.hasPassword()) {
            throw Refusal.conflict(
                    "no-password", "This account signs in at another place, and its password is changed there.");
        }
        KeySecret token = KeySecret.fresh();
        Invite made = audit.together(() -> {
            Invite row = invites.add(
                    token, InviteRole.valueOf(account.role().name()), account.id(), account.name(), 1, PASSWORD_LASTS);
            audit.write(AuditAct.PASSWORD_LINK_MADE, AuditSubject.account(id), row.audited());
            return row;
        });
        return new MadeLink(PAGE + InviteToken.text(token), view(made));
    }

    private static InviteView view(Invite invite) {
        return new InviteView(
                invite.id(),
                invite.role().word(),
                invite.note(),
                invite.usesLeft(),
                invite.createdAt(),
                invite.expiresAt());
    }
}
