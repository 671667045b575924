package imece.gateway.http;

import imece.gateway.GatewaySettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Headers of every answer: what a page may load, and that nobody guesses types, frames us or learns our addresses. */
@Component
@Order(10)
class AnswerHeaders extends OncePerRequestFilter {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

    /** A year, as browsers' lists ask for; other names below this one are their owner's business. */
    private static final String BY_HTTPS_ONLY = "max-age=31536000";

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' blob: data:; connect-src 'self'SOCKETS; font-src 'self'; manifest-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private final boolean behindHttps;

    AnswerHeaders(GatewaySettings settings) {
        this.behindHttps = settings.behindHttps();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", policy(request.getHeader(HttpHeaders.HOST)));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (behindHttps || request.isSecure()) {
            // Browsers pass over it where they did not ask by https.
            response.setHeader("Strict-Transport-Security", BY_HTTPS_ONLY);
        }
        if (request.getRequestURI().startsWith("/api/")) {
            // What is private or changing is never kept; pictures say otherwise themselves.
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        chain.doFilter(request, response);
    }

    /** Older browsers do not count a WebSocket of the same host as {@code 'self'}. */
    private static String policy(@Nullable String host) {
        boolean known = host != null && HOST.matcher(host).matches();
        return POLICY.replace("SOCKETS", known ? " ws://" + host + " wss://" + host : "");
    }
}
