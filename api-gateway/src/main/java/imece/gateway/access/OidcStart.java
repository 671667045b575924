package imece.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** What the provider is asked when a sign-in begins: always with a proof of the browser that began it (PKCE). */
final class OidcStart implements OAuth2AuthorizationRequestResolver {

    private static final Logger LOG = LoggerFactory.getLogger(OidcStart.class);

    private final DefaultOAuth2AuthorizationRequestResolver usual;

    OidcStart(OidcRegistration provider) {
        this.usual = new DefaultOAuth2AuthorizationRequestResolver(provider, "/oidc");
        usual.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        if (!request.getRequestURI().equals(OidcSignIn.START)) {
            return null;
        }
        return resolve(request, OidcRegistration.ID);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        try {
            return usual.resolve(request, registration);
        } catch (RuntimeException unanswered) {
            // The page behind this address says that it cannot be done now.
            LOG.warn(
                    "Nobody can sign in by the provider at the moment, for it does not answer: {}",
                    unanswered.toString());
            return null;
        }
    }
}
