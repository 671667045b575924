package imece.gateway.audit;

import imece.gateway.identity.CallScope;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who does something.
 *
 * @param id of the account or key; of the visitor whose browser it is, where a cookie is all that is known
 * @param address from where; null = nobody called
 */
record AuditActor(
        ActorKind kind, @Nullable String id, @Nullable String address) {

    private static final AuditActor FARM = new AuditActor(ActorKind.FARM, null, null);

    /** By what somebody is known. */
    enum ActorKind {
        /** The operator's token in a header, as scripts and {@code ./imece} show it. */
        OPERATOR_TOKEN,
        /** The cookie that the token was traded for. */
        OPERATOR_SESSION,
        ACCOUNT,
        KEY,
        VISITOR,
        NOBODY,
        /** A gateway by itself. */
        FARM;

        /** As rows and JSON have it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whoever sends the request that this thread answers; the farm itself if it answers none. */
    static AuditActor present() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : FARM;
    }

    /** Whoever sends this request. Who may look after the farm by the operator's cookie only, does so by that. */
    static AuditActor of(HttpServletRequest request) {
        boolean operators = Caller.showsOperatorsSession(request);
        String address = request.getRemoteAddr();
        return Caller.of(request)
                .map(caller -> switch (caller) {
                    case AccountCaller account ->
                        operators && !account.scopes().contains(CallScope.OPERATE)
                                ? new AuditActor(ActorKind.OPERATOR_SESSION, text(account.owner()), address)
                                : new AuditActor(ActorKind.ACCOUNT, text(account.owner()), address);
                    case KeyCaller key -> new AuditActor(ActorKind.KEY, key.key(), address);
                    case OperatorCaller operator -> new AuditActor(ActorKind.OPERATOR_TOKEN, null, address);
                    case VisitorCaller visitor ->
                        new AuditActor(
                                operators ? ActorKind.OPERATOR_SESSION : ActorKind.VISITOR,
                                text(visitor.owner()),
                                address);
                })
                .orElseGet(
                        () -> new AuditActor(operators ? ActorKind.OPERATOR_SESSION : ActorKind.NOBODY, null, address));
    }

    private static String text(UUID id) {
        return id.toString();
    }
}
