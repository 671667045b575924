package imece.gateway.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who asks, once that is known. Whatever it makes belongs to its {@code owner}. */
public sealed interface Caller {

    /** Request attribute that the security chain leaves the caller in, also at the handshake of a WebSocket. */
    String ATTRIBUTE = "imece.caller-of-request";

    /** Request attribute beside it, for whoever shows the cookie of an operator's session. */
    String OPERATORS_SESSION = "imece.operators-session";

    /** Whom what it makes belongs to. */
    UUID owner();

    /** What it may do. */
    Set<CallScope> scopes();

    /**
     * A browser without an account.
     *
     * @param newcomer whether this request came without a genuine cookie, and its answer brings the first one
     */
    record VisitorCaller(UUID owner, boolean newcomer) implements Caller {

        private static final Set<CallScope> SCOPES = Set.of(CallScope.DRAW, CallScope.READ);

        @Override
        public Set<CallScope> scopes() {
            return SCOPES;
        }
    }

    /**
     * A person who signed in.
     *
     * @param owner the account; what it makes belongs to itself
     * @param session the row of the session
     */
    record AccountCaller(UUID owner, Set<CallScope> scopes, String session) implements Caller {

        public AccountCaller {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * A program that shows a key.
     *
     * @param owner the key's owner, or one of the users that an app key names
     * @param key its public part
     * @param through the row whose limits count beside those of the owner: the key's; null where that is the owner's
     */
    record KeyCaller(
            UUID owner,
            String key,
            Set<CallScope> scopes,
            @Nullable UUID through) implements Caller {

        public KeyCaller {
            scopes = Set.copyOf(scopes);
        }
    }

    /** Whoever shows the operator's token with the request; beside it a browser may have its visitor's cookie. */
    record OperatorCaller(UUID owner, boolean newcomer) implements Caller {

        private static final Set<CallScope> SCOPES =
                Set.of(CallScope.DRAW, CallScope.READ, CallScope.OPERATE, CallScope.ADMINISTER);

        @Override
        public Set<CallScope> scopes() {
            return SCOPES;
        }
    }

    /** Whether the cookie of an operator's session came with it. */
    static boolean showsOperatorsSession(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(OPERATORS_SESSION));
    }

    /** Who this request comes from; empty where nobody is needed, such as for the files of the web app. */
    static Optional<Caller> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? Optional.of(caller) : Optional.empty();
    }
}
