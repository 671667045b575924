package imece.gateway.visitor;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes everybody somebody: a call, a page or a WebSocket without a genuine cookie gets a new visitor. Files that any cache
 * may keep, workers' uploads and the actuator do not.
 */
@Component
@Order(30)
class VisitorFilter extends OncePerRequestFilter {

    private final VisitorCookies cookies;

    VisitorFilter(VisitorCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean call = path.startsWith("/api/") && !path.startsWith("/api/uploads/");
        return !(call || path.equals("/ws") || page(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<UUID> known = cookies.read(request);
        UUID visitor = known.orElseGet(cookies::fresh);
        // A page renews the cookie, so that it never ends for those who come back.
        if (known.isEmpty() || page(request.getRequestURI())) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookies.setCookie(visitor, request.isSecure()));
        }
        request.setAttribute(Visitor.ATTRIBUTE, visitor);
        chain.doFilter(request, response);
    }

    /** Pages have no dot in their last part; files have one. */
    private static boolean page(String path) {
        return !path.startsWith("/api/")
                && !path.startsWith("/actuator")
                && !path.equals("/ws")
                && path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
    }
}
