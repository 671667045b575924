package imece.gateway.identity;

import imece.gateway.identity.FarmCookies.CookieKind;
import imece.gateway.identity.FarmCookies.ShownCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The signed cookie that makes a browser somebody. Beside the one that is named after the farm, that of before counts:
 * {@code imece_visitor} with {@code <uuid>.<signature>}, which gateways of the last version know.
 */
@Component
public class VisitorCookies {

    /** Its name of before. */
    public static final String NAME = "imece_visitor";

    private static final String PURPOSE = "visitor";
    private static final CookieKind KIND = new CookieKind("", "visitor-cookie");
    private static final CookieKind BEFORE = new CookieKind("_before", "visitor-before-cookie");
    private static final Pattern VALUE =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([0-9a-f]{64})");

    private final Signatures signatures;
    private final FarmCookies cookies;

    VisitorCookies(Signatures signatures, FarmCookies cookies) {
        this.signatures = signatures;
        this.cookies = cookies;
    }

    /**
     * A visitor whom a request has shown a genuine cookie of.
     *
     * @param current whether nothing has to be set for it to be known the next time, too
     */
    public record ShownVisitor(UUID id, boolean current) {}

    /** The visitor of the first genuine cookie: that of the farm's name, then that of before. */
    public Optional<ShownVisitor> read(HttpServletRequest request) {
        Optional<ShownCookie> named = cookies.read(KIND, request);
        return named.map(cookie -> new ShownVisitor(cookie.id(), cookie.current()))
                .or(() -> ofBefore(request).map(visitor -> new ShownVisitor(visitor, false)));
    }

    private Optional<UUID> ofBefore(HttpServletRequest request) {
        return cookies.secure(request) && !cookies.weakerNamesCount()
                ? Optional.empty()
                : FarmCookies.values(NAME, request)
                        .flatMap(value -> ofBefore(value).stream())
                        .findFirst();
    }

    /** The visitor of a value of before; empty if we did not make it. */
    Optional<UUID> ofBefore(String value) {
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
     * The {@code Set-Cookie} values by which a browser is this visitor from now on. That of before is set for gateways of the
     * last version, too, unless the request shows one that is not ours: it may be that of another farm on this host.
     */
    public List<String> set(UUID visitor, HttpServletRequest request) {
        List<String> set = new ArrayList<>();
        boolean foreign = FarmCookies.values(NAME, request)
                .anyMatch(value -> ofBefore(value).isEmpty());
        if (!foreign) {
            set.add(FarmCookies.cookie(
                    NAME,
                    visitor + "." + signatures.sign(PURPOSE, visitor.toString()),
                    SignedCookie.KEPT,
                    cookies.secure(request)));
        }
        set.add(cookies.set(KIND, visitor, request));
        return set;
    }

    /** The same for a visitor who is known, but not by a cookie that is current: another one of before stays as it is. */
    public List<String> renew(UUID visitor, HttpServletRequest request) {
        return ofBefore(request).filter(visitor::equals).isPresent()
                ? set(visitor, request)
                : List.of(cookies.set(KIND, visitor, request));
    }

    /** The {@code Set-Cookie} values that make a browser nobody again; a cookie that is not ours is left alone. */
    public List<String> remove(HttpServletRequest request) {
        List<String> removed = new ArrayList<>(cookies.remove(KIND, request));
        if (ofBefore(request).isPresent()) {
            removed.add(FarmCookies.cookie(NAME, "", Duration.ZERO, cookies.secure(request)));
        }
        return removed;
    }

    /**
     * The {@code Set-Cookie} values by which a browser is this visitor instead of the one that it was, and remembers that one
     * for the way back.
     */
    public List<String> replace(UUID visitor, HttpServletRequest request) {
        List<String> set = new ArrayList<>(set(visitor, request));
        read(request)
                .map(ShownVisitor::id)
                .filter(before -> !before.equals(visitor))
                .ifPresent(before -> set.add(cookies.set(BEFORE, before, request)));
        return set;
    }

    /** Whom this browser was before it was replaced. */
    public Optional<UUID> before(HttpServletRequest request) {
        return cookies.read(BEFORE, request).map(ShownCookie::id);
    }

    /**
     * Whom what this request makes belongs to. Controllers take it as a parameter.
     *
     * @param id owner of conversations, jobs and pictures
     * @param newcomer whether this request came without a genuine cookie, and its answer brings the first one
     */
    public record Visitor(UUID id, boolean newcomer) {

        /** Request attribute that the security chain leaves the owner's {@link UUID} in, also at the WebSocket handshake. */
        public static final String ATTRIBUTE = "imece.visitor";

        /** Request attribute beside it: whether the request came without a genuine cookie. */
        public static final String NEWCOMER = "imece.newcomer";
    }
}
