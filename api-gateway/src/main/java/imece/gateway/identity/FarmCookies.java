package imece.gateway.identity;

import imece.gateway.GatewaySettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Signed cookies that are named after the farm: {@code imece_<8 hex digits>}, under https with {@code __Host-} before it, so
 * that no other name of the domain can set it. What kind of cookie it is stands behind the name and in the signature.
 */
@Component
public class FarmCookies {

    private static final String STRONG = "__Host-";

    private final Signatures signatures;
    private final FarmName farm;
    private final Clock clock;
    private final @Nullable String publicHost;

    FarmCookies(Signatures signatures, FarmName farm, GatewaySettings settings, Clock clock) {
        this.signatures = signatures;
        this.farm = farm;
        this.clock = clock;
        this.publicHost = settings.publicUrl() != null && settings.behindHttps()
                ? settings.publicUrl().getHost()
                : null;
    }

    /**
     * Which cookie it is.
     *
     * @param suffix behind the farm's name
     * @param purpose of its signature
     */
    record CookieKind(String suffix, String purpose) {}

    /**
     * A genuine cookie that a request has shown.
     *
     * @param current whether it bears the name that it would be given now, and is young enough
     */
    record ShownCookie(UUID id, boolean current) {}

    /** The first genuine one: the strongest name comes first. */
    Optional<ShownCookie> read(CookieKind kind, HttpServletRequest request) {
        boolean secure = secure(request);
        Instant now = clock.instant();
        Stream<String> names = secure ? Stream.of(name(kind, true), name(kind, false)) : Stream.of(name(kind, false));
        return names.filter(name -> !secure || name.startsWith(STRONG) || weakerNamesCount())
                .flatMap(name -> values(name, request)
                        .flatMap(value -> SignedCookie.read(value, kind.purpose(), signatures).stream())
                        .filter(cookie -> cookie.countsAt(now))
                        .map(cookie ->
                                new ShownCookie(cookie.id(), name.equals(name(kind, secure)) && !cookie.tiredAt(now))))
                .findFirst();
    }

    /** Whether under https a cookie counts that another name of the domain, or a page without https, could have set. */
    boolean weakerNamesCount() {
        return clock.instant().isBefore(farm.strongOnlyFrom());
    }

    /** The {@code Set-Cookie} value that gives a browser this one. */
    String set(CookieKind kind, UUID id, HttpServletRequest request) {
        boolean secure = secure(request);
        return cookie(
                name(kind, secure),
                new SignedCookie(id, clock.instant()).text(kind.purpose(), signatures),
                SignedCookie.KEPT,
                secure);
    }

    /** The {@code Set-Cookie} value that has a browser keep this text for so long; whoever reads it looks whether it is genuine. */
    String set(CookieKind kind, String text, Duration lasts, HttpServletRequest request) {
        boolean secure = secure(request);
        return cookie(name(kind, secure), text, lasts, secure);
    }

    /** The texts of such cookies that a request has shown, genuine or not, under the name that it would be given now. */
    Stream<String> shown(CookieKind kind, HttpServletRequest request) {
        return values(name(kind, secure(request)), request);
    }

    /** The {@code Set-Cookie} values that take it away, under each name that the request has shown. */
    List<String> remove(CookieKind kind, HttpServletRequest request) {
        boolean secure = secure(request);
        return Stream.of(name(kind, true), name(kind, false))
                .filter(name -> values(name, request).findAny().isPresent())
                .map(name -> cookie(name, "", Duration.ZERO, secure || name.startsWith(STRONG)))
                .toList();
    }

    /** Whether the browser asked by https, as far as can be known: a trusted proxy says so, or the public address does. */
    public boolean secure(HttpServletRequest request) {
        if (request.isSecure()) {
            return true;
        }
        String host = request.getHeader(HttpHeaders.HOST);
        return publicHost != null
                && host != null
                && publicHost.equalsIgnoreCase(host.replaceFirst(":\\d*$", "").replaceFirst("\\.$", ""));
    }

    static String cookie(String name, String value, Duration age, boolean secure) {
        return ResponseCookie.from(name, value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .build()
                .toString();
    }

    static Stream<String> values(String name, HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Stream.of(cookies).filter(each -> each.getName().equals(name)).map(Cookie::getValue);
    }

    private String name(CookieKind kind, boolean secure) {
        return (secure ? STRONG : "") + "imece_" + farm.digits() + kind.suffix();
    }
}
