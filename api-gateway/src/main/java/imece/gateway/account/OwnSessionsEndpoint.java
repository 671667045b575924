package imece.gateway.account;

import imece.gateway.account.Sessions.LiveSession;
import imece.gateway.audit.AuditAct;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sessions} and {@code /api/account/password}: what a person does about their own account. */
@RestController
@Tag(name = "Access")
class OwnSessionsEndpoint {

    private static final int MOST_TYPED = 1_000;

    private final Sessions sessions;
    private final Accounts accounts;
    private final AccountCallers callers;
    private final AccountPasswords passwords;
    private final SignIn signIn;
    private final AuditLog audit;

    OwnSessionsEndpoint(
            Sessions sessions,
            Accounts accounts,
            AccountCallers callers,
            AccountPasswords passwords,
            SignIn signIn,
            AuditLog audit) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.callers = callers;
        this.passwords = passwords;
        this.signIn = signIn;
        this.audit = audit;
    }

    /**
     * A session as its person sees it.
     *
     * @param device what the browser called itself
     * @param lastSeenAt to about a minute
     * @param here whether this request comes from it
     */
    record SessionView(String id, String device, Instant begunAt, Instant lastSeenAt, boolean here) {}

    /** All of somebody's. */
    record OwnSessions(List<SessionView> items) {}

    @GetMapping("/api/sessions")
    @Operation(operationId = "listSessions", summary = "Where I am signed in, the last seen first")
    OwnSessions list(Caller caller) {
        return new OwnSessions(sessions.of(caller.owner()).stream()
                .map(session -> view(session, caller))
                .toList());
    }

    @DeleteMapping("/api/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "endSession",
            summary = "End one of my sessions",
            description = "It ends everywhere within 5 s, its sockets too.")
    @Refusals("404 not-found")
    void end(Caller caller, @PathVariable String id) {
        LiveSession session = sessions.of(caller.owner()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("session"));
        end(session);
    }

    @DeleteMapping("/api/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "endSessions", summary = "End all of my sessions, this one too")
    void endAll(Caller caller) {
        sessions.of(caller.owner()).forEach(this::end);
    }

    @PostMapping("/api/account/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "changePassword",
            summary = "Change my password",
            description =
                    "All other sessions of mine end. An account that signs in at a provider has no password here.")
    @RequestBody(content = @Content(schema = @Schema(ref = "PasswordChange")))
    @Refusals({"401 wrong-password", "409 no-password", "422 validation-failed", "429 too-many-sign-ins", "503 busy"})
    void changePassword(Caller caller, JsonBody body, HttpServletRequest request) {
        JsonFields fields = body.fields();
        String old = fields.text("old", MOST_TYPED).orElse("");
        Optional<String> wanted = AccountPasswords.read(fields, "new");
        fields.refuseErrors();
        Account account = accounts.find(caller.owner()).orElseThrow(() -> Refusal.notFound("account"));
        if (!account.hasPassword()) {
            throw Refusal.conflict(
                    "no-password", "This account signs in at another place, and its password is changed there.");
        }
        signIn.byPassword(SignInName.of(account.name()), old, request);
        String hash = passwords.hash(wanted.orElseThrow());
        audit.together(() -> {
            accounts.setPassword(account.id(), hash);
            audit.write(AuditAct.PASSWORD_CHANGED, AuditSubject.account(account.id()), account.audited("itself"));
            return account;
        });
        sessions.of(account.id()).stream()
                .filter(session -> !isHere(session, caller))
                .forEach(this::end);
    }

    private void end(LiveSession session) {
        sessions.end(session.id());
        callers.forget(session.id());
    }

    private static SessionView view(LiveSession session, Caller caller) {
        return new SessionView(
                session.id(), session.device(), session.begunAt(), session.lastSeenAt(), isHere(session, caller));
    }

    private static boolean isHere(LiveSession session, Caller caller) {
        return caller instanceof AccountCaller account && account.session().equals(session.id());
    }
}
