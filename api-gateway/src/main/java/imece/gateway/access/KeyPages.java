package imece.gateway.access;

import imece.gateway.http.ProblemWriter;
import imece.gateway.key.KeyCallers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets pages of other sites show a key that names them. A browser asks first whether it may send one, and shows none with that question:
 * it may if some key names the page. What the page is then answered it may read if that very key does. Cookies never go with it.
 */
class KeyPages extends OncePerRequestFilter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, X-API-Key, Content-Type, Idempotency-Key, If-None-Match, traceparent,"
                    + " X-OpenWebUI-User-Id, X-Imece-User";
    private static final String SHOWN = "Location, Retry-After, ETag, Content-Disposition";
    private static final String SECONDS = "600";

    private final KeyCallers keys;
    private final ProblemWriter problems;

    KeyPages(KeyCallers keys, ProblemWriter problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !CorsUtils.isPreFlightRequest(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean named;
        try {
            named = keys.someMayBeShownBy(origin);
        } catch (RuntimeException failed) {
            // Mostly the database is away; no controller is in charge yet.
            problems.write(request, response, failed);
            return;
        }
        if (!named) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpStatus.NO_CONTENT.value());
        allow(origin, response);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, SECONDS);
    }

    /** Lets the page read the answer to a request that has shown a key which names it. */
    static void letRead(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            allow(origin, response);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
        }
    }

    private static void allow(String origin, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
}
