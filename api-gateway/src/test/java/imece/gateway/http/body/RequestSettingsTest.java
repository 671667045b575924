package imece.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RequestSettingsTest {

    @Test
    void whereNothingIsSetJsonHasThirtySecondsAndAPictureMoreForWhatHasCome() {
        RequestSettings settings = bound(Map.of());

        assertThat(settings.ofBody("application/json"))
                .isEqualTo(new BodyPace.PaceLimits(
                        Duration.ofSeconds(30), 0, Duration.ofSeconds(30), 1_024, Duration.ofSeconds(10)));
        assertThat(settings.ofBody("image/png"))
                .isEqualTo(new BodyPace.PaceLimits(
                        Duration.ofSeconds(30), 32 << 10, Duration.ofMinutes(10), 1_024, Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg, true",
        "' Image/PNG; x=y', true",
        "multipart/form-data; boundary=x, true",
        "text/plain, false",
        "application/x-www-form-urlencoded, false",
        "imagery, false",
        ", false"
    })
    void onlyPicturesAndMultipartHaveMoreTimeForMoreBytes(String type, boolean more) {
        assertThat(bound(Map.of()).ofBody(type).furtherSecondPer() > 0).isEqualTo(more);
    }

    @ParameterizedTest
    @CsvSource({
        "headers-within, 0s",
        "body-within, 0s",
        "picture-at-most, 1ms",
        "least-rate-over, 0s",
        "picture-second-per, 0B",
        "least-rate, -1B"
    })
    void whatMakesNoSenseStopsTheStartWithASentence(String setting, String value) {
        assertThatThrownBy(() -> bound(Map.of("imece.gateway.requests." + setting, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("imece.gateway.requests." + setting)
                .hasMessageContaining("must be");
    }

    @ParameterizedTest
    @CsvSource({"67108864, 500", "402653184, 1152", "536870912, 1664", "17179869184, 8192"})
    void thereMayBeAsManyConnectionsAsThereIsMemoryFor(long heap, int connections) {
        assertThat(HttpConnections.connections(heap)).isEqualTo(connections);
    }

    private static RequestSettings bound(Map<String, String> set) {
        return new Binder(new MapConfigurationPropertySource(set))
                .bindOrCreate("imece.gateway.requests", RequestSettings.class);
    }
}
