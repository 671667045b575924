package imece.gateway.access;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host and its port.
 *
 * @param defaultPort the port that the scheme stands for, when none is written
 */
record Authority(String host, int port, int defaultPort) {

    /** Of an {@code Origin} header or a URL; null for {@code null} and whatever has no host. */
    static @Nullable Authority ofOrigin(String origin) {
        try {
            URI uri = URI.create(origin);
            String host = uri.getHost();
            String scheme = uri.getScheme();
            if (host == null || scheme == null) {
                return null;
            }
            int usual = scheme.equalsIgnoreCase("https") ? 443 : 80;
            return new Authority(host.toLowerCase(Locale.ROOT), uri.getPort() < 0 ? usual : uri.getPort(), usual);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Of a {@code Host} header. Which scheme the browser used is known from its origin only: a proxy may speak TLS for us. */
    static @Nullable Authority ofHost(String host, int defaultPort) {
        Authority read = ofOrigin("http://" + host);
        return read == null
                ? null
                : new Authority(read.host(), host.matches(".*:\\d+") ? read.port() : defaultPort, defaultPort);
    }
}
