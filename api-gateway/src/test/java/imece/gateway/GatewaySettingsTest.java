package imece.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
    }
}
