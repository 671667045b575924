package imece.gateway.access;

import imece.gateway.OidcSettings;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether what a provider says of somebody makes them an operator. */
final class OperatorClaim {

    private OperatorClaim() {}

    static boolean holds(OidcSettings settings, Map<String, Object> claims) {
        String claim = settings.operatorClaim();
        String value = settings.operatorValue();
        return claim != null && value != null && holds(found(claim, claims), value);
    }

    /** By its whole name, or part by part: names of claims may hold dots themselves. */
    private static @Nullable Object found(String claim, Map<?, ?> claims) {
        Object whole = claims.get(claim);
        int dot = claim.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(claim.substring(0, dot)) instanceof Map<?, ?> inside
                ? found(claim.substring(dot + 1), inside)
                : null;
    }

    private static boolean holds(@Nullable Object said, String value) {
        return said instanceof Collection<?> several
                ? several.stream().anyMatch(each -> value.equals(String.valueOf(each)))
                : said != null && value.equals(String.valueOf(said));
    }
}
