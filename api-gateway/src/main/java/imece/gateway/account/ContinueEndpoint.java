package imece.gateway.account;

import imece.gateway.account.Continuing.ContinuedOwner;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusal;
import imece.gateway.http.Refusals;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.SignInThrottle;
import imece.gateway.identity.VisitorCookies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/continue}: going on in another browser, and back. */
@RestController
@RequestMapping("/api/continue")
@Tag(name = "Access")
class ContinueEndpoint {

    private static final int TOKEN_CHARACTERS = 300;

    /** The page that a link leads to; the token stands behind a {@code #}, which browsers send to nobody. */
    private static final String PAGE = "/continue#";

    private final Continuing continuing;
    private final SignIn signIn;
    private final VisitorCookies visitors;
    private final SignInThrottle throttle;

    ContinueEndpoint(Continuing continuing, SignIn signIn, VisitorCookies visitors, SignInThrottle throttle) {
        this.continuing = continuing;
        this.signIn = signIn;
        this.visitors = visitors;
        this.throttle = throttle;
    }

    /**
     * A link that was just made.
     *
     * @param link path on the farm and token; shown this once
     * @param expiresAt null = when another one is made
     */
    record ContinueLink(String link, @Nullable Instant expiresAt) {}

    /**
     * Whom a link leads to.
     *
     * @param kind visitor or account
     * @param name of the account
     */
    record OriginView(String kind, @Nullable String name) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createContinueLink",
            summary = "Make a link by which another device goes on as me",
            description = "It counts once, within ten minutes.")
    @Refusals("403 people-only")
    ContinueLink forNow(Caller caller) {
        DeviceLink link = continuing.forNow(person(caller));
        return new ContinueLink(PAGE + continuing.token(link), link.expires());
    }

    @PostMapping("/to-keep")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createRecoveryLink",
            summary = "Make a link to keep, in case this browser loses its cookie",
            description = "For visitors. The one made before counts no more.")
    @Refusals("403 people-only")
    ContinueLink toKeep(Caller caller) {
        if (caller instanceof AccountCaller) {
            throw peopleOnly("An account signs in again; this is for visitors.");
        }
        return new ContinueLink(PAGE + InviteToken.text(continuing.toKeep(person(caller))), null);
    }

    @PostMapping("/look")
    @Operation(operationId = "lookAtContinueLink", summary = "Whom a link from another device leads to")
    @RequestBody(content = @Content(schema = @Schema(ref = "LinkToken")))
    @Refusals({"404 not-found", "422 validation-failed", "429 too-many-sign-ins"})
    OriginView look(JsonBody body, HttpServletRequest request) {
        return view(found(body, request));
    }

    @PostMapping("/accept")
    @Operation(
            operationId = "acceptContinueLink",
            summary = "Go on as whom a link leads to",
            description = "Who this browser was is remembered, for the way back.")
    @RequestBody(content = @Content(schema = @Schema(ref = "LinkToken")))
    @Refusals({"404 not-found", "422 validation-failed", "429 too-many-sign-ins"})
    OriginView accept(JsonBody body, HttpServletRequest request, HttpServletResponse response) {
        ContinuedOwner found = found(body, request);
        continuing.spend(found);
        Account account = found.account();
        if (account != null) {
            signIn.beginByLink(account, request, response);
        } else {
            become(found.owner(), request, response);
        }
        return view(found);
    }

    @PostMapping("/back")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "goBack", summary = "Be again who this browser was before it followed a link")
    @Refusals("404 not-found")
    void back(HttpServletRequest request, HttpServletResponse response) {
        UUID before = visitors.before(request).orElseThrow(() -> Refusal.notFound("visitor to go back to"));
        become(before, request, response);
    }

    private void become(UUID visitor, HttpServletRequest request, HttpServletResponse response) {
        signIn.end(request, response);
        visitors.replace(visitor, request).forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
    }

    private ContinuedOwner found(JsonBody body, HttpServletRequest request) {
        JsonFields fields = body.fields();
        if (!fields.has("token")) {
            fields.wrong("token", "There is no token.", "what stands behind the # of the link");
        }
        String token = fields.text("token", TOKEN_CHARACTERS).orElse("").strip();
        fields.refuseErrors();
        throttle.tryFrom(request);
        return continuing.look(token);
    }

    private static UUID person(Caller caller) {
        if (caller instanceof KeyCaller) {
            throw peopleOnly("This is for people, and not for keys.");
        }
        return caller.owner();
    }

    private static Refusal peopleOnly(String sentence) {
        return Refusal.of(HttpStatus.FORBIDDEN, "people-only", sentence);
    }

    private static OriginView view(ContinuedOwner found) {
        Account account = found.account();
        return account == null ? new OriginView("visitor", null) : new OriginView("account", account.name());
    }
}
