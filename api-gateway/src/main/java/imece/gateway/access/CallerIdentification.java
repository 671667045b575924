package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.HeaderCredential;
import imece.gateway.identity.KeySecret;
import imece.gateway.identity.VisitorCookies;
import imece.gateway.identity.VisitorCookies.ShownVisitor;
import imece.gateway.key.KeyCallers;
import imece.gateway.key.KeyCheck;
import imece.gateway.operator.Operators;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final Operators operators;
    private final KeyCallers keys;
    private final AccessSettings settings;

    CallerIdentification(VisitorCookies visitors, Operators operators, KeyCallers keys, AccessSettings settings) {
        this.visitors = visitors;
        this.operators = operators;
        this.keys = keys;
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
                ? new Identification.WrongCredential()
                : switch (keys.check(key.get(), request)) {
                    case KeyCheck.GenuineKey genuine -> new Identification.Known(genuine.caller());
                    case KeyCheck.WrongKey wrong -> new Identification.WrongCredential();
                    case KeyCheck.ForeignPage foreign -> new Identification.ForeignPage();
                };
    }

    private Identification byCookies(HttpServletRequest request, HttpServletResponse response) {
        return settings.strangers()
                ? new Identification.Known(visitor(request, response, VisitorCaller::new))
                : new Identification.Nobody();
    }

    private Caller visitor(
            HttpServletRequest request, HttpServletResponse response, BiFunction<UUID, Boolean, Caller> caller) {
        Optional<ShownVisitor> known = visitors.read(request);
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
