package imece.gateway.identity;

import imece.gateway.identity.VisitorCookies.Visitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.util.UriUtils;

/**
 * Makes everybody somebody: a call, a page or a WebSocket without a genuine cookie gets a new visitor. Nothing else does:
 * neither files that any cache may keep, nor workers' uploads, the actuator or the document of the API.
 */
@Component
@Order(30)
class VisitorFilter extends OncePerRequestFilter {

    /** The addresses of the web app; a test holds them against those that are served. */
    private static final Set<String> PAGES = Set.of("/", "/chat", "/farm", "/gallery");

    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final String UPLOADS = "/api/uploads/";

    private final VisitorCookies cookies;

    VisitorFilter(VisitorCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = path(request);
        boolean call = path.startsWith("/api/") && !ofWorkers(path);
        return !(call || path.equals("/ws") || page(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<UUID> known = cookies.read(request);
        UUID visitor = known.orElseGet(cookies::fresh);
        // A page renews the cookie, so that it never ends for those who come back.
        if (known.isEmpty() || page(path(request))) {
            response.addHeader(HttpHeaders.SET_COOKIE, cookies.setCookie(visitor, request.isSecure()));
        }
        request.setAttribute(Visitor.ATTRIBUTE, visitor);
        request.setAttribute(Visitor.NEWCOMER, known.isEmpty());
        chain.doFilter(request, response);
    }

    /** As controllers see it: {@code /%61pi;x/jobs} is a call, too. */
    private static String path(HttpServletRequest request) {
        String plain = PARAMETERS.matcher(request.getRequestURI()).replaceAll("");
        try {
            return UriUtils.decode(plain, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException undecodable) {
            return plain;
        }
    }

    /** Below one upload there are only signed addresses. */
    private static boolean ofWorkers(String path) {
        return path.startsWith(UPLOADS) && path.indexOf('/', UPLOADS.length()) >= 0;
    }

    private static boolean page(String path) {
        return PAGES.contains(path) || path.startsWith("/chat/");
    }

    /** Hands the {@link Visitor} to controllers. */
    @Component
    static class VisitorParameters implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Visitor.class;
        }

        @Override
        public Visitor resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            Object id = request.getAttribute(Visitor.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
            if (!(id instanceof UUID visitor)) {
                throw new IllegalStateException("A call that needs a visitor did not pass VisitorFilter.");
            }
            boolean newcomer =
                    Boolean.TRUE.equals(request.getAttribute(Visitor.NEWCOMER, RequestAttributes.SCOPE_REQUEST));
            return new Visitor(visitor, newcomer);
        }
    }
}
