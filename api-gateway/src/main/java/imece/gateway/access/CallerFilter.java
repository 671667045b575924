package imece.gateway.access;

import imece.gateway.http.ProblemWriter;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.AccountCaller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.VisitorCookies.Visitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Finds out who asks, and leaves it for the decision behind it, for controllers and for the handshake of the feed. */
class CallerFilter extends OncePerRequestFilter {

    private final CallerIdentification identification;
    private final ProblemWriter problems;

    CallerFilter(CallerIdentification identification, ProblemWriter problems) {
        this.identification = identification;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Identification who;
        try {
            who = identification.of(request, response);
        } catch (RuntimeException failed) {
            // Mostly the database is away; no controller is in charge yet.
            problems.write(request, response, failed);
            return;
        }
        if (who instanceof Identification.Known known) {
            Caller caller = known.caller();
            if (caller instanceof KeyCaller) {
                KeyPages.letRead(request, response);
            }
            request.setAttribute(Caller.ATTRIBUTE, caller);
            request.setAttribute(Visitor.ATTRIBUTE, caller.owner());
            request.setAttribute(Visitor.NEWCOMER, newcomer(caller));
        }
        // Cleared at the end of the request by the chain's own filter.
        SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(who)));
        chain.doFilter(request, response);
    }

    private static boolean newcomer(Caller caller) {
        return switch (caller) {
            case VisitorCaller visitor -> visitor.newcomer();
            case OperatorCaller operator -> operator.newcomer();
            case AccountCaller account -> false;
            case KeyCaller key -> false;
        };
    }

    /** Hands the {@link Visitor} and the {@link Caller} to controllers. */
    @Component
    static class CallerParameters implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Visitor.class || parameter.getParameterType() == Caller.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            if (parameter.getParameterType() == Caller.class) {
                return attribute(request, Caller.ATTRIBUTE, Caller.class);
            }
            return new Visitor(
                    attribute(request, Visitor.ATTRIBUTE, UUID.class),
                    Boolean.TRUE.equals(request.getAttribute(Visitor.NEWCOMER, RequestAttributes.SCOPE_REQUEST)));
        }

        private static <T> T attribute(NativeWebRequest request, String name, Class<T> type) {
            Object value = request.getAttribute(name, RequestAttributes.SCOPE_REQUEST);
            if (!type.isInstance(value)) {
                throw new IllegalStateException("A call that needs a caller did not pass CallerFilter.");
            }
            return type.cast(value);
        }
    }
}
