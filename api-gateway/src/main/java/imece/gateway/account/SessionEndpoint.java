package imece.gateway.account;

import imece.gateway.AccessSettings;
import imece.gateway.OidcSettings;
import imece.gateway.http.JsonBodies.JsonBody;
import imece.gateway.http.JsonFields;
import imece.gateway.http.Refusals;
import imece.gateway.identity.CallScope;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.VisitorCookies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/session}: who the browser is, signing in and out. */
@RestController
@RequestMapping("/api/session")
@Tag(name = "Access")
class SessionEndpoint {

    private static final int MOST_TYPED = 1_000;

    private final SignIn signIn;
    private final Accounts accounts;
    private final AccessSettings settings;
    private final OidcSettings oidc;
    private final VisitorCookies visitors;

    SessionEndpoint(
            SignIn signIn, Accounts accounts, AccessSettings settings, OidcSettings oidc, VisitorCookies visitors) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.settings = settings;
        this.oidc = oidc;
        this.visitors = visitors;
    }

    /**
     * Who asks, for the page that shows it.
     *
     * @param access who gets in: open, invite or accounts
     * @param kind nobody, visitor, account, key or operator
     * @param account null unless somebody signed in
     * @param hasPassword whether the account has a password here, and does not sign in at a provider
     * @param provider what the button of the other way to sign in says, which leads to {@code /oidc/start}; null = there is none
     * @param canGoBack whether this browser was another visitor before it followed a link, and can be that one again
     */
    record WhoView(
            String access,
            String kind,
            @Nullable UUID account,
            @Nullable String name,
            @Nullable String role,
            List<String> scopes,
            boolean hasPassword,
            @Nullable String provider,
            boolean canGoBack) {}

    @GetMapping
    @Operation(
            operationId = "getSession",
            summary = "Who I am, and who gets in here",
            description = "Also for who has not got in: kind is nobody then.")
    WhoView who(HttpServletRequest request) {
        Optional<Caller> caller = Caller.of(request);
        Optional<Account> account = caller.filter(AccountCaller.class::isInstance)
                .map(Caller::owner)
                .flatMap(accounts::find);
        return view(
                caller.map(SessionEndpoint::kind).orElse("nobody"),
                account.orElse(null),
                caller.map(Caller::scopes).orElse(Set.of()),
                request);
    }

    @PostMapping
    @Operation(operationId = "signIn", summary = "Sign in with a name and a password")
    @RequestBody(content = @Content(schema = @Schema(ref = "SignIn")))
    @Refusals({"401 wrong-password", "422 validation-failed", "429 too-many-sign-ins", "503 busy"})
    WhoView signIn(JsonBody body, HttpServletRequest request, HttpServletResponse response) {
        JsonFields fields = body.fields();
        Optional<SignInName> name = SignInName.read(fields);
        String password = fields.text("password", MOST_TYPED).orElse("");
        if (!fields.has("password")) {
            fields.wrong("password", "There is no password.", "the password");
        }
        fields.refuseErrors();
        Account account = signIn.byPassword(name.orElseThrow(), password, request);
        signIn.begin(account, request, response);
        return view("account", account, account.role().scopes(), request);
    }

    /** Also for who has no session: leaving twice is leaving. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "signOut", summary = "Sign out")
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        signIn.end(request, response);
    }

    private WhoView view(String kind, @Nullable Account account, Set<CallScope> scopes, HttpServletRequest request) {
        return new WhoView(
                settings.mode().name().toLowerCase(Locale.ROOT),
                kind,
                account == null ? null : account.id(),
                account == null ? null : account.name(),
                account == null ? null : account.role().word(),
                scopes.stream().map(CallScope::word).sorted().toList(),
                account != null && account.hasPassword(),
                oidc.issuer() == null ? null : oidc.label(),
                visitors.before(request).isPresent());
    }

    private static String kind(Caller caller) {
        return switch (caller) {
            case Caller.VisitorCaller visitor -> "visitor";
            case AccountCaller account -> "account";
            case Caller.KeyCaller key -> "key";
            case Caller.OperatorCaller operator -> "operator";
        };
    }
}
