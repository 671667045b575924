package imece.gateway;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who else may vouch for people (OpenID Connect), under {@code imece.access.oidc}.
 *
 * @param issuer address of the provider, as its tokens name it; its configuration is found below it. If it is not set, people
 *     sign in by passwords only
 * @param clientId as whom the provider knows this farm
 * @param clientSecret what it was given with that; not needed by a client that the provider calls public
 * @param scopes what the provider is asked to tell, with commas between
 * @param label what the button says
 * @param operatorClaim the claim that makes an operator, such as {@code groups}; a name with dots is looked for inside
 *     ({@code realm_access.roles})
 * @param operatorValue its value, or one of its values; without both, nobody becomes one by signing in
 */
@Validated
@ConfigurationProperties("imece.access.oidc")
public record OidcSettings(
        @Nullable URI issuer,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("OpenID") String label,
        @Nullable String operatorClaim,
        @Nullable String operatorValue) {

    public OidcSettings {
        scopes = List.copyOf(scopes);
        if (issuer != null && (clientId == null || clientId.isBlank())) {
            throw new IllegalArgumentException(
                    "imece.access.oidc.client-id is not set, although imece.access.oidc.issuer is. It is the name under which"
                            + " the provider knows this farm.");
        }
    }
}
