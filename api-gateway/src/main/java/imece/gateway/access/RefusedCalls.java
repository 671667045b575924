package imece.gateway.access;

import imece.gateway.http.Problem;
import imece.gateway.http.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers a refused call with its problem: never with a redirect, and never with a page. */
final class RefusedCalls implements AccessDeniedHandler, AuthenticationEntryPoint {

    private static final Problem UNSAID =
            Problem.of(HttpStatus.UNAUTHORIZED, "sign-in-required", "Nobody knows who asks for this.");

    private final ProblemWriter problems;

    RefusedCalls(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        write(response, denied);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException missing)
            throws IOException {
        write(response, missing.getCause());
    }

    private void write(HttpServletResponse response, @Nullable Throwable denied) throws IOException {
        Problem problem = denied instanceof AuthorizationDeniedException known
                        && known.getAuthorizationResult() instanceof CallDecision.Denied told
                ? told.problem()
                : UNSAID;
        if (problem.status() == HttpStatus.UNAUTHORIZED) {
            // RFC 9110 wants one; no browser asks for a name and password because of it.
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        problems.write(response, problem);
    }
}
