package imece.worker.engine.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine answers, and the secret that it may want.
 *
 * @param base scheme, host, port and path, without a slash at the end and without the secret
 * @param authorization value of the header, or null
 */
public record EngineAddress(String base, @Nullable String authorization) {

    /**
     * Reads an address such as {@code http://127.0.0.1:7860} or {@code https://user:password@host/path}.
     *
     * @param token sent as bearer token, if there is one
     * @return empty if this is no address of a web server
     */
    public static Optional<EngineAddress> of(String url, @Nullable String token) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.empty();
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        String base = uri.getScheme() + "://" + uri.getHost() + port + path;
        if (token != null && !token.isBlank()) {
            return Optional.of(new EngineAddress(base, "Bearer " + token.strip()));
        }
        String user = uri.getUserInfo();
        return Optional.of(new EngineAddress(base, user == null ? null : "Basic " + encoded(user)));
    }

    /** Host and port as one word, for names of slots and locks. */
    public String hostAndPort() {
        return URI.create(base).getRawAuthority().replace(':', '-');
    }

    /** The address of a path below it. */
    URI at(String path) {
        return URI.create(base + path);
    }

    /** The address of a WebSocket below it. */
    URI socketAt(String path) {
        return URI.create("ws" + base.substring("http".length()) + path);
    }

    @Override
    public String toString() {
        return base;
    }

    private static String encoded(String user) {
        return Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }
}
