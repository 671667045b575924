package imece.gateway.account;

import imece.gateway.account.Joining.OpenLink;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusals;
import imece.gateway.identity.SignInThrottle;
import imece.gateway.identity.VisitorCookies;
import imece.gateway.identity.VisitorCookies.ShownVisitor;
import imece.gateway.identity.VisitorCookies.Visitor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/invites}: what a link does, and having it do that. Both by POST, with the token in the body: an address would be
 * followed by previews, and be written down on the way.
 */
@RestController
@RequestMapping("/api/invites")
@Tag(name = "Access")
class JoinEndpoint {

    private static final int TOKEN_CHARACTERS = 300;

    private final Joining joining;
    private final SignIn signIn;
    private final VisitorCookies visitors;
    private final SignInThrottle throttle;

    JoinEndpoint(Joining joining, SignIn signIn, VisitorCookies visitors, SignInThrottle throttle) {
        this.joining = joining;
        this.signIn = signIn;
        this.visitors = visitors;
        this.throttle = throttle;
    }

    /**
     * What a link does, before it does it.
     *
     * @param does admit (lets this browser in), join (makes an account) or password (gives one a new password)
     * @param role of the account that it makes
     * @param name of the account that gets a new password
     */
    record LinkView(
            String does, @Nullable String role, @Nullable String name, Instant expiresAt) {}

    @PostMapping("/look")
    @Operation(operationId = "lookAtInvite", summary = "What the link of an invite does")
    @RequestBody(content = @Content(schema = @Schema(ref = "LinkToken")))
    @Refusals({"404 not-found", "422 validation-failed", "429 too-many-sign-ins"})
    LinkView look(JsonBody body, HttpServletRequest request) {
        JsonFields fields = body.fields();
        String token = token(fields);
        fields.refuseErrors();
        throttle.tryFrom(request);
        return view(joining.look(token));
    }

    @PostMapping("/accept")
    @Operation(
            operationId = "acceptInvite",
            summary = "Follow the link of an invite",
            description = "For an account with its name and password; for a new password with that. Cookies are set.")
    @RequestBody(content = @Content(schema = @Schema(ref = "Acceptance")))
    @Refusals({"404 not-found", "409 name-taken", "422 validation-failed", "429 too-many-sign-ins", "503 busy"})
    LinkView accept(JsonBody body, HttpServletRequest request, HttpServletResponse response) {
        JsonFields fields = body.fields();
        String token = token(fields);
        fields.refuseErrors();
        throttle.tryFrom(request);
        OpenLink link = joining.look(token);
        switch (link) {
            case OpenLink.ForVisitor admission -> joining.admit(admission, visitor(request, response));
            case OpenLink.ForAccount account -> {
                Optional<SignInName> name = SignInName.read(fields);
                Optional<String> password = AccountPasswords.read(fields, "password");
                fields.refuseErrors();
                signIn.begin(joining.join(account, name.orElseThrow(), password.orElseThrow()), request, response);
            }
            case OpenLink.ForPassword renewal -> {
                Optional<String> password = AccountPasswords.read(fields, "password");
                fields.refuseErrors();
                signIn.begin(joining.renew(renewal, password.orElseThrow()), request, response);
            }
        }
        return view(link);
    }

    private static String token(JsonFields fields) {
        if (!fields.has("token")) {
            fields.wrong("token", "There is no token.", "what stands behind the # of the link");
        }
        return fields.text("token", TOKEN_CHARACTERS).orElse("").strip();
    }

    /** The browser's visitor, or a new one. */
    private UUID visitor(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(Visitor.ATTRIBUTE) instanceof UUID known) {
            return known;
        }
        return visitors.read(request)
                .map(ShownVisitor::id)
                .filter(joining::isStillHere)
                .orElseGet(() -> {
                    UUID fresh = visitors.fresh();
                    visitors.set(fresh, request).forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
                    return fresh;
                });
    }

    private static LinkView view(OpenLink link) {
        return switch (link) {
            case OpenLink.ForVisitor visitor -> new LinkView("admit", null, null, visitor.expires());
            case OpenLink.ForAccount account ->
                new LinkView("join", account.role().word(), null, account.expires());
            case OpenLink.ForPassword renewal ->
                new LinkView("password", null, renewal.account().name(), renewal.expires());
        };
    }
}
