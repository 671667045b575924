package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.operator.Operators;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Asks {@link CallDecision} about a call that needs this. */
final class CallPolicy implements AuthorizationManager<RequestAuthorizationContext> {

    private final CallNeed need;
    private final Operators operators;
    private final AccessSettings settings;

    CallPolicy(CallNeed need, Operators operators, AccessSettings settings) {
        this.need = need;
        this.operators = operators;
        this.settings = settings;
    }

    @Override
    public CallDecision authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        Identification who = authentication.get() instanceof CallerAuthentication caller
                ? caller.who()
                : new Identification.Nobody();
        return CallDecision.of(need, who, operators.hasSession(context.getRequest()), settings);
    }
}
