package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.AccessSettings.AccessMode;
import imece.gateway.account.AccountCallers;
import imece.gateway.account.AdmittedVisitors;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.HeaderCredential;
import imece.gateway.identity.KeySecret;
import imece.gateway.identity.SessionCookies;
import imece.gateway.identity.SessionCookies.ShownSession;
import imece.gateway.identity.SignInThrottle;
import imece.gateway.identity.VisitorCookies;
import imece.gateway.identity.VisitorCookies.ShownVisitor;
import imece.gateway.key.KeyCallers;
import imece.gateway.key.KeyCheck;
import imece.gateway.operator.Operators;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Who asks: what a header shows decides alone; else the cookies do. Where strangers are let in, a call, a page or a WebSocket
 * without a genuine cookie gets a new visitor. Nothing else does: neither files that any cache may keep, nor workers' uploads,
 * the actuator or the document of the API.
 */
@Component
class CallerIdentification {

    private final VisitorCookies visitors;
    private final SessionCookies sessions;
    private final Operators operators;
    private final KeyCallers keys;
    private final AccountCallers accounts;
    private final AdmittedVisitors admitted;
    private final RevokedVisitors revoked;
    private final SignInThrottle throttle;
    private final AccessSettings settings;

    CallerIdentification(
            VisitorCookies visitors,
            SessionCookies sessions,
            Operators operators,
            KeyCallers keys,
            AccountCallers accounts,
            AdmittedVisitors admitted,
            RevokedVisitors revoked,
            SignInThrottle throttle,
            AccessSettings settings) {
        this.visitors = visitors;
        this.sessions = sessions;
        this.operators = operators;
        this.keys = keys;
        this.accounts = accounts;
        this.admitted = admitted;
        this.revoked = revoked;
        this.throttle = throttle;
        this.settings = settings;
    }

    /** What a request shows; cookies that have to be set are in the answer afterwards. */
    Identification of(HttpServletRequest request, HttpServletResponse response) {
        if (!CalledAddress.needsCaller(request)) {
            return new Identification.Nobody();
        }
        Optional<HeaderCredential> shown = HeaderCredential.of(request);
        return shown.isPresent() ? byHeader(shown.get(), request, response) : byCookies(request, response);
    }

    private Identification byHeader(HeaderCredential shown, HttpServletRequest request, HttpServletResponse response) {
        if (operators.isToken(shown.secret())) {
            return new Identification.Known(visitor(request, response, OperatorCaller::new));
        }
        Optional<KeySecret> key = KeySecret.of(shown.secret());
        return key.isEmpty()
                ? wrong(request)
                : switch (keys.check(key.get(), request)) {
                    case KeyCheck.GenuineKey genuine -> new Identification.Known(genuine.caller());
                    case KeyCheck.WrongKey none -> wrong(request);
                    case KeyCheck.ForeignPage foreign -> new Identification.ForeignPage();
                    case KeyCheck.UnclearUser unclear -> new Identification.UnclearUser();
                };
    }

    private Identification wrong(HttpServletRequest request) {
        Optional<Duration> wait = throttle.wrongFrom(request);
        return wait.isPresent() ? new Identification.TooManyTries(wait.get()) : new Identification.WrongCredential();
    }

    private Identification byCookies(HttpServletRequest request, HttpServletResponse response) {
        Optional<ShownSession> session = sessions.read(request);
        if (session.isPresent()) {
            return bySession(session.get(), request, response);
        }
        if (settings.strangers() || wasInvited(request)) {
            return new Identification.Known(visitor(request, response, VisitorCaller::new));
        }
        return new Identification.Nobody();
    }

    private Identification bySession(ShownSession shown, HttpServletRequest request, HttpServletResponse response) {
        Optional<AccountCaller> account = accounts.of(shown.id());
        if (account.isEmpty()) {
            add(response, sessions.remove(request));
            return new Identification.EndedSession();
        }
        if (!shown.current()) {
            add(response, List.of(sessions.set(shown.id(), request)));
        }
        return new Identification.Known(account.get());
    }

    private boolean wasInvited(HttpServletRequest request) {
        return settings.mode() == AccessMode.INVITE
                && known(request)
                        .filter(visitor -> admitted.include(visitor.id()))
                        .isPresent();
    }

    private Optional<ShownVisitor> known(HttpServletRequest request) {
        return visitors.read(request).filter(visitor -> !revoked.include(visitor.id()));
    }

    private Caller visitor(
            HttpServletRequest request, HttpServletResponse response, BiFunction<UUID, Boolean, Caller> caller) {
        Optional<ShownVisitor> known = known(request);
        if (known.isEmpty()) {
            UUID fresh = visitors.fresh();
            add(response, visitors.set(fresh, request));
            return caller.apply(fresh, true);
        }
        UUID visitor = known.get().id();
        if (!known.get().current()) {
            add(response, visitors.renew(visitor, request));
        }
        return caller.apply(visitor, false);
    }

    private static void add(HttpServletResponse response, List<String> cookies) {
        cookies.forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
    }
}
