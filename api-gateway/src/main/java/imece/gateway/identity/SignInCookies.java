package imece.gateway.identity;

import imece.gateway.identity.FarmCookies.CookieKind;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A sign-in that has begun in this browser and is to come back from a provider: texts, signed, for ten minutes. */
@Component
public class SignInCookies {

    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final CookieKind KIND = new CookieKind("_signin", "sign-in-cookie");

    private final FarmCookies cookies;
    private final Signatures signatures;
    private final Clock clock;

    SignInCookies(FarmCookies cookies, Signatures signatures, Clock clock) {
        this.cookies = cookies;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** The {@code Set-Cookie} value that has the browser keep these texts; none of them may hold a line break. */
    public String set(List<String> texts, HttpServletRequest request) {
        String said = clock.instant().plus(LASTS).getEpochSecond() + "\n" + String.join("\n", texts);
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(said.getBytes(StandardCharsets.UTF_8));
        return cookies.set(KIND, encoded + "." + signatures.sign(KIND.purpose(), encoded), LASTS, request);
    }

    /** The texts that the browser has kept; empty if there are none, or not for so long. */
    public Optional<List<String>> read(HttpServletRequest request) {
        return cookies.shown(KIND, request)
                .flatMap(value -> genuine(value).stream())
                .findFirst();
    }

    private Optional<List<String>> genuine(String value) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 2 || !signatures.genuine(KIND.purpose(), parts[0], parts[1])) {
            return Optional.empty();
        }
        String said = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        List<String> lines = said.lines().toList();
        return Instant.ofEpochSecond(Long.parseLong(lines.getFirst())).isAfter(clock.instant())
                ? Optional.of(lines.subList(1, lines.size()))
                : Optional.empty();
    }

    /** The {@code Set-Cookie} values that take them away. */
    public List<String> remove(HttpServletRequest request) {
        return cookies.remove(KIND, request);
    }
}
