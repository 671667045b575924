package imece.gateway.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a request shows in a header to prove who asks. It decides alone: cookies beside it do not count, and a wrong one is
 * refused.
 *
 * @param secret a key or the operator's token, as it was sent
 */
public record HeaderCredential(String secret) {

    /** Beside {@code Authorization}, what many programs send. */
    public static final String API_KEY = "X-API-Key";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    /**
     * The credential of a request. A name and password (Basic) are one only if the password is a key of the farm: those that a
     * reverse proxy asked for come here too, and are its own business.
     */
    public static Optional<HeaderCredential> of(HttpServletRequest request) {
        String apiKey = request.getHeader(API_KEY);
        if (apiKey != null && !apiKey.isBlank()) {
            return Optional.of(new HeaderCredential(apiKey.strip()));
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return after(BEARER, authorization)
                .map(HeaderCredential::new)
                .or(() -> after(BASIC, authorization)
                        .flatMap(HeaderCredential::password)
                        .filter(KeySecret::looksLikeOne)
                        .map(HeaderCredential::new));
    }

    private static Optional<String> after(String scheme, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "HeaderCredential[…]";
    }
}
