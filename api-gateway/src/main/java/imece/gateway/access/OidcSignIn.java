package imece.gateway.access;

import imece.gateway.GatewaySettings;
import imece.gateway.OidcSettings;
import imece.gateway.account.VouchedAccounts;
import imece.gateway.identity.SignInCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Signing in by a provider (OpenID Connect): a page leads to {@link #START}, the provider back to {@link #RETURN}, and both answer
 * with a redirect, for they are addresses that people go to and no calls. Spring Security checks state, nonce, verifier and token.
 */
@Component
class OidcSignIn {

    /** Where a page's button leads. */
    static final String START = "/oidc/start";

    /** Where the provider sends the browser back. */
    static final String RETURN = "/oidc/return";

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);
    private static final String HOME = "/";
    static final String FAILED = "/sign-in#failed";

    private final OidcSettings settings;
    private final GatewaySettings gateway;
    private final SignInCookies cookies;
    private final VouchedAccounts accounts;

    OidcSignIn(OidcSettings settings, GatewaySettings gateway, SignInCookies cookies, VouchedAccounts accounts) {
        this.settings = settings;
        this.gateway = gateway;
        this.cookies = cookies;
        this.accounts = accounts;
    }

    /** Adds it to the chain, if there is a provider. */
    void addTo(HttpSecurity http) throws Exception {
        if (settings.issuer() == null) {
            return;
        }
        OidcRegistration provider = new OidcRegistration(settings, gateway.publicUrl());
        http.oauth2Login(login -> login.clientRegistrationRepository(provider)
                .authorizedClientRepository(new ForgottenTokens())
                .loginPage("/sign-in")
                .loginProcessingUrl(RETURN)
                .securityContextRepository(new NullSecurityContextRepository())
                .authorizationEndpoint(begin -> begin.authorizationRequestResolver(new OidcStart(provider))
                        .authorizationRequestRepository(new OidcRequests(cookies, provider)))
                .redirectionEndpoint(end -> end.baseUri(RETURN))
                .successHandler(this::signedIn)
                .failureHandler(this::failed));
    }

    private void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication vouched) {
        if (vouched.getPrincipal() instanceof OidcUser user
                && accounts.signIn(
                        String.valueOf(user.getIssuer()),
                        Objects.requireNonNull(user.getSubject()),
                        name(user),
                        OperatorClaim.holds(settings, user.getClaims()),
                        request,
                        response)) {
            redirect(response, HOME);
        } else {
            LOG.warn("Somebody for whom {} vouches may not sign in here.", settings.issuer());
            redirect(response, FAILED);
        }
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        LOG.warn("A sign-in by {} came to nothing: {}", settings.issuer(), why.getMessage());
        redirect(response, FAILED);
    }

    private static void redirect(HttpServletResponse response, String to) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, to);
    }

    private static String name(OidcUser user) {
        for (String name : new String[] {user.getPreferredUsername(), user.getEmail(), user.getFullName()}) {
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        return Objects.requireNonNull(user.getSubject());
    }

    /** Nothing is asked of the provider after a sign-in, so its tokens are not kept. */
    private static final class ForgottenTokens implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // the library's own signature
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // Nobody will ask for it.
        }

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // There is none.
        }
    }
}
