package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imece.gateway.AccessSettings;
import imece.gateway.AccessSettings.AccessMode;
import imece.gateway.LimitSettings;
import imece.gateway.http.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class SignInThrottleTest {

    private final SignInThrottle throttle = new SignInThrottle(
            new AccessSettings(AccessMode.OPEN, false, Duration.ofDays(1), 3),
            new LimitSettings(List.of("127.0.0.0/8"), null, 20, 200, 8));

    @Test
    void afterSoManyTriesAnAddressWaits() {
        for (int i = 0; i < 3; i++) {
            throttle.tryFrom(from("203.0.113.7"));
        }

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> throttle.tryFrom(from("203.0.113.7")))
                .satisfies(refusal -> {
                    assertThat(refusal.problem().code()).isEqualTo("too-many-sign-ins");
                    assertThat(refusal.problem().retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(21));
                });
        assertThatCode(() -> throttle.tryFrom(from("203.0.113.8"))).doesNotThrowAnyException();
    }

    @Test
    void anAccountWaitsFromWhereverItIsTried() {
        for (int i = 0; i < 3; i++) {
            throttle.tryAt("ada");
        }

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> throttle.tryAt("ada"));
        assertThatCode(() -> throttle.tryAt("bob")).doesNotThrowAnyException();
    }

    @Test
    void whoeverIsExemptMayTryAsOftenAsItLikes() {
        for (int i = 0; i < 100; i++) {
            throttle.tryFrom(from("127.0.0.1"));
            assertThat(throttle.wrongFrom(from("127.0.0.1"))).isEmpty();
        }
    }

    @Test
    void wrongKeysAreCountedByThemselves() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.wrongFrom(from("203.0.113.7"))).isEmpty();
        }

        assertThat(throttle.wrongFrom(from("203.0.113.7"))).isPresent();
        assertThatCode(() -> throttle.tryFrom(from("203.0.113.7"))).doesNotThrowAnyException();
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }
}
