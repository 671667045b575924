package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.http.Problem;
import imece.gateway.identity.CallScope;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationResult;

/** Whether a call may be made, and else what is answered. */
sealed interface CallDecision extends AuthorizationResult {

    /** It may. */
    record Allowed() implements CallDecision {

        @Override
        public boolean isGranted() {
            return true;
        }
    }

    /** It may not, and why. */
    record Denied(Problem problem) implements CallDecision {

        @Override
        public boolean isGranted() {
            return false;
        }
    }

    /**
     * The decision.
     *
     * @param operatorsCookie whether the request shows the cookie of an operator's session
     */
    static CallDecision of(CallNeed need, Identification who, boolean operatorsCookie, AccessSettings settings) {
        if (need == CallNeed.NOTHING) {
            return new Allowed();
        }
        return switch (who) {
            case Identification.WrongCredential wrong ->
                need == CallNeed.OPERATE || need == CallNeed.ADMINISTER ? tokenNeeded() : wrongCredential();
            case Identification.TooManyTries tries ->
                new Denied(new Problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-sign-ins",
                        "There were too many wrong keys or tokens from your address. Wait a moment.",
                        List.of(),
                        tries.pause()));
            case Identification.ForeignPage foreign ->
                new Denied(Problem.of(
                        HttpStatus.FORBIDDEN,
                        "foreign-origin",
                        "The page that shows this key is not among those that may."));
            case Identification.UnclearUser unclear ->
                new Denied(Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "unclear-user",
                        "The user that is named beside this key is none: one name, of 200 characters at most."));
            case Identification.EndedSession ended -> denied("session-ended", "This session has ended. Sign in again.");
            case Identification.Nobody nobody -> ofNobody(need, operatorsCookie, settings);
            case Identification.Known known -> ofKnown(need, known.caller(), operatorsCookie);
        };
    }

    private static CallDecision ofNobody(CallNeed need, boolean operatorsCookie, AccessSettings settings) {
        return switch (need) {
            case NOTHING -> new Allowed();
            case OPERATE, ADMINISTER -> operatorsCookie ? new Allowed() : tokenNeeded();
            case ACCOUNT -> signInNeeded();
            case READ, DRAW -> settings.mode() == AccessSettings.AccessMode.INVITE ? inviteNeeded() : signInNeeded();
        };
    }

    private static CallDecision ofKnown(CallNeed need, Caller caller, boolean operatorsCookie) {
        boolean operates = operatorsCookie && !(caller instanceof KeyCaller);
        return switch (need) {
            case NOTHING -> new Allowed();
            case READ -> scoped(caller, CallScope.READ);
            case DRAW -> scoped(caller, CallScope.DRAW);
            case ACCOUNT ->
                switch (caller) {
                    case AccountCaller account -> new Allowed();
                    case KeyCaller key -> notForKeys();
                    case VisitorCaller visitor -> signInNeeded();
                    case OperatorCaller operator -> signInNeeded();
                };
            case OPERATE -> operates ? new Allowed() : operating(caller, CallScope.OPERATE);
            case ADMINISTER -> operates ? new Allowed() : operating(caller, CallScope.ADMINISTER);
        };
    }

    private static CallDecision scoped(Caller caller, CallScope scope) {
        return caller.scopes().contains(scope)
                ? new Allowed()
                : new Denied(Problem.of(
                        HttpStatus.FORBIDDEN,
                        "scope-missing",
                        "This key may not do that: it lacks the scope '" + scope.word() + "'."));
    }

    private static CallDecision operating(Caller caller, CallScope scope) {
        return switch (caller) {
            case KeyCaller key -> scoped(key, scope);
            case OperatorCaller operator -> new Allowed();
            case AccountCaller account ->
                account.scopes().contains(scope)
                        ? new Allowed()
                        : new Denied(Problem.of(
                                HttpStatus.FORBIDDEN, "role-missing", "Your account does not have the role for that."));
            case VisitorCaller visitor -> tokenNeeded();
        };
    }

    private static CallDecision tokenNeeded() {
        return denied(
                "operator-token-required", "This needs the operator token. The command ./imece status prints it.");
    }

    private static CallDecision wrongCredential() {
        return denied(
                "wrong-credential", "The key in this request's header is none of this farm's, or it counts no more.");
    }

    private static CallDecision signInNeeded() {
        return denied("sign-in-required", "This farm is for people with an account. Sign in first.");
    }

    private static CallDecision inviteNeeded() {
        return denied("invite-required", "This farm is for people who were invited. Open the link of an invite first.");
    }

    private static CallDecision notForKeys() {
        return new Denied(Problem.of(
                HttpStatus.FORBIDDEN, "account-required", "This is for people who have signed in, and not for keys."));
    }

    private static CallDecision denied(String code, String detail) {
        return new Denied(Problem.of(HttpStatus.UNAUTHORIZED, code, detail));
    }
}
