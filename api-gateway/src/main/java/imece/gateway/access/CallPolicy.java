package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.identity.Caller;
import imece.gateway.operator.Operators;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Asks {@link CallDecision} about a call that needs this. */
final class CallPolicy implements AuthorizationManager<RequestAuthorizationContext> {

    private final CallNeed need;
    private final Operators operators;
    private final AccessSettings settings;
    private final AuditLog audit;

    CallPolicy(CallNeed need, Operators operators, AccessSettings settings, AuditLog audit) {
        this.need = need;
        this.operators = operators;
        this.settings = settings;
        this.audit = audit;
    }

    @Override
    public CallDecision authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        Identification who = authentication.get() instanceof CallerAuthentication caller
                ? caller.who()
                : new Identification.Nobody();
        HttpServletRequest request = context.getRequest();
        boolean operatorsCookie = operators.hasSession(request);
        if (operatorsCookie) {
            request.setAttribute(Caller.OPERATORS_SESSION, true);
        }
        boolean operating = need == CallNeed.OPERATE || need == CallNeed.ADMINISTER;
        if (operating && who instanceof Identification.WrongCredential) {
            audit.signInFailed(request, AuditSubject.FARM);
        }
        return CallDecision.of(need, who, operatorsCookie, settings);
    }
}
