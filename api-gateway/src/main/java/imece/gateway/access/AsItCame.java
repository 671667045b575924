package imece.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;

/**
 * No second opinion about addresses. Spring Security's own refuses what older matchers read in another way than controllers; here
 * the same parsed path decides in the chain and in the controllers, and Tomcat has refused what is no address.
 */
final class AsItCame implements HttpFirewall {

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return new FirewalledRequest(request) {
            @Override
            public void reset() {
                // Nothing was changed.
            }
        };
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }
}
