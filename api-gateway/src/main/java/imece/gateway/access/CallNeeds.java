package imece.gateway.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which call needs what; the first that matches decides. What no line names is read or drawn by whoever has got in, so that a new
 * call is closed to strangers before anybody thinks of it.
 */
public final class CallNeeds {

    private static final List<String> OF_WHOEVER_GOT_IN = List.of(
            "400 unclear-user",
            "401 wrong-credential, session-ended, sign-in-required, invite-required",
            "403 scope-missing, foreign-origin",
            "429 too-many-sign-ins");
    private static final List<String> OF_ACCOUNTS = List.of(
            "400 unclear-user",
            "401 wrong-credential, session-ended, sign-in-required",
            "403 account-required",
            "429 too-many-sign-ins");
    private static final List<String> OF_OPERATORS = List.of(
            "400 unclear-user",
            "401 operator-token-required, session-ended",
            "403 scope-missing, role-missing",
            "429 too-many-sign-ins");

    static final List<NeededBy> ALL = List.of(
            // An upload's address proves itself; so does what a worker fetches.
            call(PUT, "/api/uploads/{job}/{epoch}/{run}", CallNeed.NOTHING),
            call(HEAD, "/api/uploads/{job}/{epoch}/{run}", CallNeed.NOTHING),
            call(GET, "/api/uploads/{id}/picture", CallNeed.NOTHING),
            call(HEAD, "/api/uploads/{id}/picture", CallNeed.NOTHING),
            call(POST, "/api/operator/session", CallNeed.NOTHING),
            call(DELETE, "/api/operator/session", CallNeed.NOTHING),
            call(null, "/api/session", CallNeed.NOTHING),
            call(POST, "/api/invites/*", CallNeed.NOTHING),
            // Whoever deleted everything has no session any more; the token proves itself.
            call(POST, "/api/undo", CallNeed.NOTHING),
            // Following a link from another device, or going back.
            call(POST, "/api/continue/to-keep", CallNeed.DRAW),
            call(POST, "/api/continue/*", CallNeed.NOTHING),
            call(null, "/api/sessions/**", CallNeed.ACCOUNT),
            call(null, "/api/account/**", CallNeed.ACCOUNT),
            call(null, "/api/operator/accounts/**", CallNeed.ADMINISTER),
            call(null, "/api/operator/invites/**", CallNeed.ADMINISTER),
            call(null, "/api/operator/keys/**", CallNeed.ADMINISTER),
            call(null, "/api/operator/**", CallNeed.OPERATE),
            call(null, "/api/workers/**", CallNeed.OPERATE),
            call(null, "/api/keys/**", CallNeed.ACCOUNT),
            call(GET, "/ws", CallNeed.READ),
            call(GET, "/api/**", CallNeed.READ),
            call(HEAD, "/api/**", CallNeed.READ),
            call(null, "/api/**", CallNeed.DRAW),
            call(null, "/**", CallNeed.NOTHING));

    private CallNeeds() {}

    /**
     * How a call refuses whom it does not suit, each a status and its codes.
     *
     * @param path with its variables in braces, as it is mapped
     */
    public static List<String> refusals(String method, String path) {
        return switch (of(method, path)) {
            case NOTHING -> List.of();
            case READ, DRAW -> OF_WHOEVER_GOT_IN;
            case ACCOUNT -> OF_ACCOUNTS;
            case OPERATE, ADMINISTER -> OF_OPERATORS;
        };
    }

    static CallNeed of(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return ALL.stream()
                .filter(each -> each.method() == null || each.method().name().equals(method.toUpperCase(Locale.ROOT)))
                .filter(each -> each.pattern().matches(parsed))
                .findFirst()
                .orElseThrow()
                .need();
    }

    /** A call and what it needs. */
    record NeededBy(@Nullable HttpMethod method, PathPattern pattern, CallNeed need) {

        PathPatternRequestMatcher matcher() {
            PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
            return method == null
                    ? paths.matcher(pattern.getPatternString())
                    : paths.matcher(method, pattern.getPatternString());
        }
    }

    private static NeededBy call(@Nullable HttpMethod method, String path, CallNeed need) {
        return new NeededBy(method, PathPatternParser.defaultInstance.parse(path), need);
    }
}
