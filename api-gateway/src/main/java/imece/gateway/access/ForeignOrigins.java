package imece.gateway.access;

import imece.gateway.GatewaySettings;
import imece.gateway.http.Problem;
import imece.gateway.http.ProblemWriter;
import imece.gateway.identity.HeaderCredential;
import imece.gateway.identity.KeySecret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site makes a visitor's browser do here: changes and WebSockets. Browsers say which page asks by
 * {@code Origin}; where that is missing, {@code Sec-Fetch-Site} says whether it is one of ours.
 */
class ForeignOrigins extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

    private final ProblemWriter problems;
    private final @Nullable Authority ours;

    ForeignOrigins(ProblemWriter problems, GatewaySettings settings) {
        this.problems = problems;
        this.ours = settings.publicUrl() == null
                ? null
                : Authority.ofOrigin(settings.publicUrl().toString());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return (READING.contains(request.getMethod())
                        && !request.getRequestURI().equals("/ws")
                        && !"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE)))
                // No browser adds a key by itself; which pages may show one stands in its row.
                || HeaderCredential.of(request)
                        .flatMap(shown -> KeySecret.of(shown.secret()))
                        .isPresent();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (foreign(request)) {
            problems.write(
                    response,
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "foreign-origin",
                            "This was asked for by a page of another site, which is not allowed to do that here."));
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean foreign(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
        return origins.isEmpty()
                ? OTHER_SITES.contains(Objects.requireNonNullElse(request.getHeader("Sec-Fetch-Site"), ""))
                : origins.stream().anyMatch(origin -> foreign(origin, host, request));
    }

    private boolean foreign(String origin, @Nullable String host, HttpServletRequest request) {
        Authority asking = Authority.ofOrigin(origin);
        if (asking == null) {
            return true;
        }
        return !asking.equals(ours)
                && (host == null || !asking.equals(Authority.ofHost(host, asking.defaultPort())))
                && !asking.equals(forwarded(request, asking.defaultPort()));
    }

    /** Where the browser asked, if a trusted proxy says so; else once more the host. */
    private static @Nullable Authority forwarded(HttpServletRequest request, int defaultPort) {
        String name = request.getServerName();
        return name == null ? null : Authority.ofHost(name + ":" + request.getServerPort(), defaultPort);
    }
}
