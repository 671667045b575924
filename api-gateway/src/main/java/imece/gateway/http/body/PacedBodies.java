package imece.gateway.http.body;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whoever reads a request's body reads a {@link PacedBody}. */
@Component
@Order(5)
class PacedBodies extends OncePerRequestFilter {

    private final RequestSettings settings;

    PacedBodies(RequestSettings settings) {
        this.settings = settings;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new PacedRequest(request, settings), response);
    }

    private static final class PacedRequest extends HttpServletRequestWrapper {

        private final RequestSettings settings;
        private @Nullable PacedBody body;

        PacedRequest(HttpServletRequest request, RequestSettings settings) {
            super(request);
            this.settings = settings;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                BodyPace pace = new BodyPace(settings.ofBody(getContentType()));
                body = new PacedBody(super.getInputStream(), pace, System::nanoTime);
            }
            return body;
        }
    }
}
