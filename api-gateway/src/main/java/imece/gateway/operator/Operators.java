package imece.gateway.operator;

import imece.gateway.GatewaySettings;
import imece.gateway.http.Refusal;
import imece.gateway.identity.CallScope;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.SecretFile;
import imece.gateway.identity.Signatures;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Who may look after the farm: whoever shows the token of the operator's file. Coming from this machine proves nothing, since
 * a reverse proxy does too.
 */
@Component
public class Operators {

    /** The cookie of an operator's session. */
    public static final String COOKIE = "imece_operator";

    private static final String PURPOSE = "operator";
    private static final Duration SESSION = Duration.ofDays(30);

    private final Signatures signatures;
    private final String token;
    private final boolean alwaysSecure;

    Operators(GatewaySettings settings, Signatures signatures) {
        this.signatures = signatures;
        this.token = SecretFile.readOrMake(settings.operatorTokenFile());
        this.alwaysSecure = settings.behindHttps();
    }

    /**
     * Lets operators through.
     *
     * @throws Refusal 401 for everybody else
     */
    public void require(HttpServletRequest request) {
        if (!asks(request)) {
            throw refused();
        }
    }

    /** Whether an operator asks; for calls that anybody may make and operators may make for others. */
    public boolean asks(HttpServletRequest request) {
        Optional<Caller> caller = Caller.of(request);
        return caller.filter(each -> each.scopes().contains(CallScope.OPERATE)).isPresent()
                || (caller.filter(KeyCaller.class::isInstance).isEmpty() && hasSession(request));
    }

    /** Whether this is the operator's token. */
    public boolean isToken(String shown) {
        return Signatures.same(token, shown);
    }

    /** Whether the request shows the cookie of an operator's session. */
    public boolean hasSession(HttpServletRequest request) {
        return session(request.getCookies());
    }

    /** The {@code Set-Cookie} value for who shows this token; it proves the token without containing it. */
    String session(String shown, boolean secureRequest) {
        if (!Signatures.same(token, shown)) {
            throw refused();
        }
        return cookie(signatures.sign(PURPOSE, token), SESSION, secureRequest);
    }

    /** The {@code Set-Cookie} value that takes the session's cookie away. */
    String noSession(boolean secureRequest) {
        return cookie("", Duration.ZERO, secureRequest);
    }

    private String cookie(String value, Duration age, boolean secureRequest) {
        return ResponseCookie.from(COOKIE, value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(alwaysSecure || secureRequest)
                .build()
                .toString();
    }

    private boolean session(Cookie @Nullable [] cookies) {
        return cookies != null
                && Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .anyMatch(cookie -> signatures.genuine(PURPOSE, token, cookie.getValue()));
    }

    private static Refusal refused() {
        return Refusal.of(
                HttpStatus.UNAUTHORIZED,
                "operator-token-required",
                "This needs the operator token. The command ./imece status prints it.");
    }
}
