package imece.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GatewaySettingsTest {

    @Test
    void whereNothingIsSetTheLimitsOfTheSurfaceHold() {
        GatewaySettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "imece.gateway.upload-urls", "http://one:8080",
                        "imece.gateway.pictures", "pictures",
                        "imece.gateway.key-file", "gateway.key",
                        "imece.gateway.operator-token-file", "operator.token")))
                .bind("imece.gateway", GatewaySettings.class)
                .get();

        assertThat(settings.maxWaitingPerUser()).isEqualTo(100);
        assertThat(settings.maxWaiting()).isEqualTo(10_000);
        assertThat(settings.maxDeliveries()).isEqualTo(8);
        assertThat(settings.maxRun()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.maxUploadBytes()).isEqualTo(64L << 20);
        assertThat(settings.publicUrl()).isNull();
        assertThat(settings.trustedProxies()).isEmpty();
        assertThat(settings.allowedHosts()).isEmpty();
    }

    @Test
    void whereNothingIsSetSocketsHaveTheLimitsOfTheSurfaceAndThoseOfTheHeap() {
        LimitSettings limits = limits(Map.of("imece.data", "x"));

        assertThat(limits.socketsPerVisitor()).isEqualTo(20);
        assertThat(limits.socketsPerAddress()).isEqualTo(200);
        assertThat(limits.waitingWithoutCookie()).isEqualTo(8);
        assertThat(limits.exempt()).containsExactly("127.0.0.0/8", "::1/128");
        assertThat(limits.socketsWithin(384L << 20)).isEqualTo(768);
        assertThat(limits.socketsWithin(1)).isEqualTo(1);
        assertThat(limits.socketsWithin(Long.MAX_VALUE)).isEqualTo(1 << 20);
        assertThat(limits(Map.of("imece.limits.sockets", "7")).socketsWithin(384L << 20))
                .isEqualTo(7);
        assertThat(limits(Map.of("imece.limits.exempt", "")).exempt()).isEmpty();
    }

    @Test
    void aNetworkThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> limits(Map.of("imece.limits.exempt", "10.0.0.0/8, farm.local")))
                .rootCause()
                .hasMessageContaining("imece.limits.exempt")
                .hasMessageContaining("'farm.local'");
    }

    private static LimitSettings limits(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set)).bindOrCreate("imece.limits", LimitSettings.class);
    }
}
