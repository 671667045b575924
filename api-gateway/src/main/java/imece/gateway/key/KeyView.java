package imece.gateway.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import imece.gateway.identity.CallScope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its owner and operators see it; never its secret.
 *
 * @param limits the owner whose limits it has: operators change them as those of any owner
 * @param weight what it counts beside others; null = what its person counts
 */
record KeyView(
        String id,
        String name,
        @Nullable UUID person,
        @Nullable UUID limits,
        List<String> scopes,
        boolean app,
        @JsonProperty("class") String urgency,
        @Nullable Double weight,
        List<String> origins,
        List<String> networks,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom) {

    static KeyView of(ApiKey key) {
        return new KeyView(
                key.id(),
                key.name(),
                key.person(),
                key.limits(),
                key.scopes().stream().map(CallScope::word).sorted().toList(),
                key.app(),
                key.urgency().name().toLowerCase(Locale.ROOT),
                key.person() == null ? key.weight().number() : null,
                key.origins(),
                key.networks(),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.lastUsedFrom());
    }
}
