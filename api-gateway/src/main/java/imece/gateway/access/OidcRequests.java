package imece.gateway.access;

import imece.gateway.identity.SignInCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * Sign-ins that have begun, each kept by the browser that began it: its state, nonce and verifier in a signed cookie of ten
 * minutes. So no row and no session is made for who only opens the page, and the answer may come to another gateway.
 */
final class OidcRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private final SignInCookies cookies;
    private final OidcRegistration provider;

    OidcRequests(SignInCookies cookies, OidcRegistration provider) {
        this.cookies = cookies;
        this.provider = provider;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        Optional<List<String>> begun = cookies.read(request);
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        return begun.filter(parts -> parts.size() == 4 && parts.getFirst().equals(state))
                .map(this::request)
                .orElse(null);
    }

    private OAuth2AuthorizationRequest request(List<String> parts) {
        ClientRegistration registration = provider.registration();
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(parts.get(3))
                .scopes(registration.getScopes())
                .state(parts.getFirst())
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID, OidcRegistration.ID,
                        OidcParameterNames.NONCE, parts.get(1),
                        PkceParameterNames.CODE_VERIFIER, parts.get(2)))
                .build();
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        if (begun != null) {
            List<String> parts = List.of(
                    Objects.requireNonNull(begun.getState()),
                    Objects.requireNonNull(begun.<String>getAttribute(OidcParameterNames.NONCE)),
                    Objects.requireNonNull(begun.<String>getAttribute(PkceParameterNames.CODE_VERIFIER)),
                    Objects.requireNonNull(begun.getRedirectUri()));
            response.addHeader(HttpHeaders.SET_COOKIE, cookies.set(parts, request));
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
        cookies.remove(request).forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
        return begun;
    }
}
