package imece.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.OidcSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperatorClaimTest {

    @Test
    void aValueOrOneOfSeveralMakesAnOperator() {
        assertThat(holds("role", "keeper", Map.of("role", "keeper"))).isTrue();
        assertThat(holds("groups", "keepers", Map.of("groups", List.of("a", "keepers"))))
                .isTrue();
        assertThat(holds("groups", "keepers", Map.of("groups", List.of("a")))).isFalse();
        assertThat(holds("groups", "keepers", Map.of("groups", "a keepers b"))).isFalse();
        assertThat(holds("groups", "keepers", Map.of())).isFalse();
        assertThat(holds("keeper", "true", Map.of("keeper", true))).isTrue();
    }

    @Test
    void aNameWithDotsIsLookedForInsideUnlessItIsAWholeName() {
        assertThat(holds("realm.roles", "x", Map.of("realm", Map.of("roles", List.of("x")))))
                .isTrue();
        assertThat(holds("https://x.example/roles", "x", Map.of("https://x.example/roles", List.of("x"))))
                .isTrue();
        assertThat(holds("realm.roles", "x", Map.of("realm", "x"))).isFalse();
        assertThat(holds("realm.roles", "x", Map.of("realm", Map.of()))).isFalse();
    }

    @Test
    void withoutBothNobodyBecomesOne() {
        assertThat(holds(null, "x", Map.of("role", "x"))).isFalse();
        assertThat(holds("role", null, Map.of("role", "x"))).isFalse();
    }

    private static boolean holds(@Nullable String claim, @Nullable String value, Map<String, Object> claims) {
        return OperatorClaim.holds(
                new OidcSettings(null, null, null, List.of("openid"), "OpenID", claim, value), claims);
    }
}
