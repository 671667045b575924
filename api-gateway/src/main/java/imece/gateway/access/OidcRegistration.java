package imece.gateway.access;

import imece.gateway.OidcSettings;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** What the provider says of itself: asked for when somebody first signs in by it, so that it may start after the farm. */
final class OidcRegistration implements ClientRegistrationRepository {

    /** The only one. */
    static final String ID = "farm";

    private final OidcSettings settings;
    private final @Nullable URI publicUrl;
    private final AtomicReference<@Nullable ClientRegistration> found = new AtomicReference<>();

    /**
     * Nothing is asked yet.
     *
     * @param publicUrl where browsers find the farm; null = where they asked
     */
    OidcRegistration(OidcSettings settings, @Nullable URI publicUrl) {
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
        return registrationId.equals(ID) ? registration() : null;
    }

    /**
     * What it says.
     *
     * @throws RuntimeException if it does not answer, or is no provider
     */
    ClientRegistration registration() {
        ClientRegistration known = found.get();
        if (known != null) {
            return known;
        }
        String secret = settings.clientSecret();
        ClientRegistration asked = ClientRegistrations.fromIssuerLocation(
                        Objects.requireNonNull(settings.issuer()).toString())
                .registrationId(ID)
                .clientId(Objects.requireNonNull(settings.clientId()))
                .clientSecret(secret)
                .clientAuthenticationMethod(
                        secret == null || secret.isEmpty()
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .scope(settings.scopes())
                .redirectUri(farm() + OidcSignIn.RETURN)
                .build();
        found.set(asked);
        return asked;
    }

    private String farm() {
        return publicUrl == null ? "{baseUrl}" : publicUrl.toString().replaceFirst("/+$", "");
    }
}
