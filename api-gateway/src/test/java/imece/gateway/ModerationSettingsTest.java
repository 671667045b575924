package imece.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.ModerationSettings.SilentPrompts;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModerationSettingsTest {

    @Test
    void withoutAnAddressNobodyIsAsked() {
        assertThat(settings(null, 2_000, 15_000).on()).isFalse();
        assertThat(settings("https://moderation.example.org/imece", 2_000, 15_000)
                        .on())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"moderation.example.org", "ftp://moderation.example.org/", "http:///imece", "file:/tmp/x"})
    void whatIsNoAddressOfTheWebStopsTheStart(String url) {
        assertThatThrownBy(() -> settings(url, 2_000, 15_000))
                .hasMessageContaining("imece.moderation.url")
                .hasMessageContaining(url);
    }

    @Test
    void nobodyIsWaitedForLongerThanTheFarmCanBear() {
        assertThatThrownBy(() -> settings(null, 2_001, 15_000)).hasMessageContaining("imece.moderation.prompt-timeout");
        assertThatThrownBy(() -> settings(null, 2_000, 20_001))
                .hasMessageContaining("imece.moderation.picture-timeout");
        assertThatThrownBy(() -> settings(null, 0, 15_000)).hasMessageContaining("50ms");
    }

    @Test
    void theTokenIsNotWrittenIntoLogs() {
        assertThat(settings("http://localhost/x", 2_000, 15_000).toString()).doesNotContain("secret");
    }

    private static ModerationSettings settings(@Nullable String url, int prompt, int picture) {
        return new ModerationSettings(
                url == null ? null : URI.create(url),
                "secret",
                Duration.ofMillis(prompt),
                Duration.ofMillis(picture),
                Duration.ofSeconds(5),
                SilentPrompts.REFUSE);
    }
}
