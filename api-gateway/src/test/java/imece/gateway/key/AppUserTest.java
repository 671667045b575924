package imece.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class AppUserTest {
    private static final String LONGEST = "u".repeat(AppUser.MOST_CHARACTERS);

    @Test
    void anAppThatNamesNobodyAsksForItself() {
        assertThat(AppUser.of(new MockHttpServletRequest())).isEqualTo(new AppUser.Nobody());
        assertThat(named("X-Imece-User", "  ")).isEqualTo(new AppUser.Nobody());
    }

    @Test
    void eitherHeaderNamesOneAndBothMayAgree() {
        for (String header : AppUser.HEADERS) {
            assertThat(named(header, " ada ")).isEqualTo(new AppUser.Named("ada"));
        }
        assertThat(named("X-Imece-User", "ada", "X-OpenWebUI-User-Id", "ada ")).isEqualTo(new AppUser.Named("ada"));
        assertThat(named("X-Imece-User", LONGEST)).isEqualTo(new AppUser.Named(LONGEST));
    }

    @Test
    void twoNamesALongOneAndOneThatCannotBeSeenAreNone() {
        assertThat(named("X-Imece-User", "ada", "X-OpenWebUI-User-Id", "bob")).isEqualTo(new AppUser.Unclear());
        assertThat(named("X-Imece-User", "ada", "X-Imece-User", "bob")).isEqualTo(new AppUser.Unclear());
        assertThat(named("X-Imece-User", LONGEST + "v")).isEqualTo(new AppUser.Unclear());
        for (String unseen : new String[] {"a\nb", "a\tb", "a\u0000b", "a\u007fb"}) {
            assertThat(named("X-Imece-User", unseen)).isEqualTo(new AppUser.Unclear());
        }
    }

    private static AppUser named(String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        return AppUser.of(request);
    }
}
