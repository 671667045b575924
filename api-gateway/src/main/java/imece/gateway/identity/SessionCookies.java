package imece.gateway.identity;

import imece.gateway.identity.FarmCookies.CookieKind;
import imece.gateway.identity.FarmCookies.ShownCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The signed cookie of somebody who signed in: it holds the session's id, which alone opens nothing. */
@Component
public class SessionCookies {

    private static final CookieKind KIND = new CookieKind("_session", "session-cookie");

    private final FarmCookies cookies;

    SessionCookies(FarmCookies cookies) {
        this.cookies = cookies;
    }

    /**
     * A session whose genuine cookie a request has shown; it may have ended.
     *
     * @param current whether nothing has to be set for it to be known the next time, too
     */
    public record ShownSession(String id, boolean current) {}

    public Optional<ShownSession> read(HttpServletRequest request) {
        Optional<ShownCookie> shown = cookies.read(KIND, request);
        return shown.map(cookie -> new ShownSession(cookie.id().toString(), cookie.current()));
    }

    /** The {@code Set-Cookie} value that gives a browser this session. */
    public String set(String session, HttpServletRequest request) {
        return cookies.set(KIND, UUID.fromString(session), request);
    }

    /** The {@code Set-Cookie} values that take it away. */
    public List<String> remove(HttpServletRequest request) {
        return cookies.remove(KIND, request);
    }
}
