package imece.gateway.key;

import imece.gateway.identity.CallScope;
import imece.gateway.turn.ShareWeight;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its row has it.
 *
 * @param id its public part
 * @param secretHash of the part that only its program knows
 * @param person whose key it is; null = the farm's
 * @param owner whom what it makes belongs to
 * @param limits the row whose limits count for it beside those of the owner; null = none
 * @param app whether it may name users of its own
 * @param weight what it counts beside others, if it is the farm's; else its person's weight counts
 * @param origins pages that may show it, as browsers name them; empty = none
 * @param networks addresses that may show it; empty = all
 * @param expiresAt null = never
 * @param revokedAt null = it counts
 * @param lastUsedAt to about a minute; null = never
 */
record ApiKey(
        String id,
        String secretHash,
        String name,
        @Nullable UUID person,
        UUID owner,
        @Nullable UUID limits,
        Set<CallScope> scopes,
        boolean app,
        UrgencyClass urgency,
        ShareWeight weight,
        List<String> origins,
        List<String> networks,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom) {

    ApiKey {
        scopes = Set.copyOf(scopes);
        origins = List.copyOf(origins);
        networks = List.copyOf(networks);
    }

    /** Whether somebody waits for what it asks for. */
    enum UrgencyClass {
        INTERACTIVE,
        BATCH
    }

    /** What is written down of it. */
    Map<String, Object> audited() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", name);
        told.put("owner", owner.toString());
        told.put("of", person == null ? "farm" : "person");
        told.put("scopes", scopes.stream().map(CallScope::word).sorted().toList());
        told.put("app", app);
        told.put("class", urgency.name().toLowerCase(Locale.ROOT));
        if (person == null) {
            told.put("weight", weight.number());
        }
        told.put("origins", origins);
        told.put("networks", networks);
        if (expiresAt != null) {
            told.put("expiresAt", expiresAt.toString());
        }
        return told;
    }

    /** Whether it may be used now. */
    boolean countsAt(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }
}
