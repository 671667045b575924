package imece.gateway.feed;

import imece.gateway.LimitSettings;
import imece.gateway.Networks;
import imece.gateway.feed.SocketCounts.SocketDecision;
import imece.gateway.feed.SocketCounts.SocketLimit;
import imece.gateway.identity.Caller;
import imece.gateway.identity.ClientAddress;
import imece.gateway.identity.VisitorCookies.Visitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Who may open one more socket, asked before anything is read from the database. Whoever may not is told so by a close with
 * 1013, which a page hears, unless too many were told just now: those handshakes are answered with 429.
 */
@Component
class SocketAdmission implements HandshakeInterceptor {

    /** How long a socket that was told to go is waited for. */
    static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final int GOODBYES = 200;
    private static final String COME_BACK_SECONDS = "5";

    private final SocketCounts counts;
    private final Goodbyes goodbyes = new Goodbyes(GOODBYES, GOODBYE.multipliedBy(2));
    private final Networks exempt;
    private final Map<SocketLimit, Counter> refused = new EnumMap<>(SocketLimit.class);

    SocketAdmission(LimitSettings settings, MeterRegistry meters) {
        this.counts = new SocketCounts(
                settings.socketsPerVisitor(),
                settings.socketsPerAddress(),
                settings.socketsWithin(Runtime.getRuntime().maxMemory()));
        this.exempt = settings.exemptNetworks();
        for (SocketLimit limit : SocketLimit.values()) {
            refused.put(limit, meters.counter("imece.feed.refused", "limit", limit.word()));
        }
    }

    /**
     * Whose socket it is: left in the handshake's attributes for who opens it.
     *
     * @param asker by whose cookie, session or key it was opened
     */
    record SocketCaller(
            UUID visitor,
            @Nullable String address,
            @Nullable Caller asker) {

        static final String ATTRIBUTE = "imece.caller";
    }

    /** Takes a place for a socket that was opened; to be freed when it ends. */
    SocketDecision admit(SocketCaller caller) {
        SocketDecision admission = counts.admit(caller.visitor(), caller.address());
        if (admission instanceof SocketDecision.Full full) {
            refused(full.limit());
        }
        return admission;
    }

    int taken() {
        return counts.taken();
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        if (!(request instanceof ServletServerHttpRequest servlet)
                || !(response instanceof ServletServerHttpResponse answer)) {
            return false;
        }
        HttpServletRequest asked = servlet.getServletRequest();
        if (asked.getAttribute(Visitor.ATTRIBUTE) instanceof UUID visitor) {
            SocketCaller caller = new SocketCaller(
                    visitor,
                    ClientAddress.of(asked.getRemoteAddr()).blockOutside(exempt).orElse(null),
                    Caller.of(asked).orElse(null));
            SocketLimit full = counts.full(caller.visitor(), caller.address());
            if (full != null && !goodbyes.sayAt(System.nanoTime())) {
                refused(full);
                answer.getServletResponse().setHeader(HttpHeaders.RETRY_AFTER, COME_BACK_SECONDS);
                answer.getServletResponse().setHeader(HttpHeaders.CONNECTION, "close");
                answer.getServletResponse().sendError(HttpStatus.TOO_MANY_REQUESTS.value());
                return false;
            }
            attributes.put(SocketCaller.ATTRIBUTE, caller);
        }
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}

    private void refused(SocketLimit limit) {
        Objects.requireNonNull(refused.get(limit)).increment();
    }
}
