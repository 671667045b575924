package imece.gateway.account;

import imece.gateway.account.Sessions.LiveSession;
import imece.gateway.account.Sessions.SessionWay;
import imece.gateway.audit.AuditLog;
import imece.gateway.audit.AuditSubject;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Refusal;
import imece.gateway.identity.SessionCookies;
import imece.gateway.identity.SessionCookies.ShownSession;
import imece.gateway.identity.SignInThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Signing in and out: a session begins with a new id, and the one that the browser had ends. */
@Component
class SignIn {

    private static final int DEVICE_CHARACTERS = 200;

    private final Accounts accounts;
    private final AccountPasswords passwords;
    private final Sessions sessions;
    private final SessionCookies cookies;
    private final SignInThrottle throttle;
    private final AccountCallers callers;
    private final AuditLog audit;

    SignIn(
            Accounts accounts,
            AccountPasswords passwords,
            Sessions sessions,
            SessionCookies cookies,
            SignInThrottle throttle,
            AccountCallers callers,
            AuditLog audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookies = cookies;
        this.throttle = throttle;
        this.callers = callers;
        this.audit = audit;
    }

    /**
     * The account of this name and password. Whether there is none of that name, it may not sign in, or the password is wrong, the
     * answer and its time are the same.
     *
     * @throws Refusal 401, or 429 if there were too many tries
     */
    Account byPassword(SignInName name, String password, HttpServletRequest request) {
        throttle.tryFrom(request);
        throttle.tryAt(name.folded());
        Optional<Account> account = accounts.find(name);
        boolean right =
                passwords.matches(password, account.map(Account::password).orElse(null));
        if (account.isPresent() && right && account.get().disabledAt() == null) {
            return account.get();
        }
        account.filter(Account::operates)
                .ifPresent(found -> audit.signInFailed(request, AuditSubject.account(found.id())));
        throw Refusal.of(HttpStatus.UNAUTHORIZED, "wrong-password", "The name or the password is wrong.");
    }

    /** From this answer on the browser is this account's. */
    void begin(Account account, HttpServletRequest request, HttpServletResponse response) {
        begin(account, SessionWay.SIGNED_IN, request, response);
    }

    /** The same, for whoever followed a link from another device. */
    void beginByLink(Account account, HttpServletRequest request, HttpServletResponse response) {
        begin(account, SessionWay.LINKED, request, response);
    }

    private void begin(Account account, SessionWay way, HttpServletRequest request, HttpServletResponse response) {
        endShown(request);
        if (account.operates()) {
            audit.signedIn(
                    account.id(),
                    request.getRemoteAddr(),
                    Map.of("role", account.role().word(), "by", way.word()));
        }
        LiveSession session = sessions.begin(account.id(), device(request), way);
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.set(session.id(), request));
    }

    /** From this answer on the browser has no session. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        endShown(request);
        cookies.remove(request).forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
    }

    private void endShown(HttpServletRequest request) {
        cookies.read(request).map(ShownSession::id).ifPresent(id -> {
            sessions.end(id);
            callers.forget(id);
        });
    }

    private static String device(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return agent == null || OutsideText.unstorable(agent) ? "" : OutsideText.shortened(agent, DEVICE_CHARACTERS);
    }
}
