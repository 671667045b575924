package imece.gateway.identity;

import imece.gateway.GatewaySettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The signed cookie that makes a browser somebody: {@code <uuid>.<signature>}. */
@Component
public class VisitorCookies {

    /** Its name. */
    public static final String NAME = "imece_visitor";

    private static final String PURPOSE = "visitor";
    private static final Pattern VALUE =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([0-9a-f]{64})");

    /** The longest that browsers keep a cookie. */
    private static final Duration KEPT = Duration.ofDays(400);

    private final Signatures signatures;
    private final boolean alwaysSecure;

    VisitorCookies(Signatures signatures, GatewaySettings settings) {
        this.signatures = signatures;
        this.alwaysSecure = settings.behindHttps();
    }

    /** The visitor of the first genuine cookie. */
    public Optional<UUID> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .flatMap(cookie -> read(cookie.getValue()).stream())
                        .findFirst();
    }

    /** The visitor of a cookie's value; empty if we did not make it. */
    public Optional<UUID> read(String value) {
        Matcher parts = VALUE.matcher(value);
        return parts.matches() && signatures.genuine(PURPOSE, parts.group(1), parts.group(2))
                ? Optional.of(UUID.fromString(parts.group(1)))
                : Optional.empty();
    }

    /** Somebody new. */
    public UUID fresh() {
        return UUID.randomUUID();
    }

    /**
     * The value of a {@code Set-Cookie} header.
     *
     * @param secureRequest whether the request came by https
     */
    public String setCookie(UUID visitor, boolean secureRequest) {
        return ResponseCookie.from(NAME, visitor + "." + signatures.sign(PURPOSE, visitor.toString()))
                .path("/")
                .maxAge(KEPT)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(alwaysSecure || secureRequest)
                .build()
                .toString();
    }

    /**
     * Whoever holds one cookie. Controllers take it as a parameter.
     *
     * @param id owner of conversations, jobs and pictures
     * @param newcomer whether this request came without a genuine cookie, and its answer brings the first one
     */
    public record Visitor(UUID id, boolean newcomer) {

        /** Request attribute that {@link VisitorFilter} leaves the visitor's {@link UUID} in, also at the WebSocket handshake. */
        public static final String ATTRIBUTE = "imece.visitor";

        /** Request attribute beside it: whether the request came without a genuine cookie. */
        public static final String NEWCOMER = "imece.newcomer";
    }
}
