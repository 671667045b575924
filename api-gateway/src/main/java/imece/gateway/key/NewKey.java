package imece.gateway.key;

import imece.gateway.identity.CallScope;
import imece.gateway.key.ApiKey.UrgencyClass;
import imece.gateway.turn.ShareWeight;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key is to be, as it was asked for.
 *
 * @param lasts null = for ever
 * @param weight its share beside others; only for the farm's keys
 * @param quotas what it may use in a day, inside what its person may
 */
record NewKey(
        String name,
        Set<CallScope> scopes,
        boolean app,
        UrgencyClass urgency,
        List<String> origins,
        List<String> networks,
        @Nullable Duration lasts,
        ShareWeight weight,
        DailyQuotas quotas) {

    NewKey {
        scopes = Set.copyOf(scopes);
        origins = List.copyOf(origins);
        networks = List.copyOf(networks);
    }

    /** Of a day in UTC; null = no limit. */
    record DailyQuotas(
            @Nullable Long pictures,
            @Nullable Long gpuSeconds,
            @Nullable Long bytes) {}
}
