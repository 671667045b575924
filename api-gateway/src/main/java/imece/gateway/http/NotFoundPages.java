package imece.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Who opens an address in a browser at which there is nothing gets the web app, which says so; programs get a problem detail. */
@Component
@Order(-1)
class NotFoundPages implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(NotFoundPages.class);

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        boolean nothing = failure instanceof NoHandlerFoundException || failure instanceof NoResourceFoundException;
        if (!nothing || !AppPages.BUILT.exists() || !wantsPage(request)) {
            return null;
        }
        try {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType(AppPages.HTML.toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
            response.getOutputStream().write(AppPages.BUILT.getContentAsByteArray());
        } catch (IOException e) {
            LOG.debug("A client left before its page was written: {}", e.getMessage());
        }
        return new ModelAndView();
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET")
                && !request.getRequestURI().startsWith("/api/")
                && accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }
}
