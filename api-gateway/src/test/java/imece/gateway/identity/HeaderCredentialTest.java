package imece.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class HeaderCredentialTest {

    @Test
    void aBearerIsOneWhateverItHolds() {
        assertThat(shown("Authorization", "Bearer  token ")).contains("token");
        assertThat(shown("authorization", "bearer token")).contains("token");
        assertThat(shown("Authorization", "Bearer")).isEmpty();
        assertThat(shown("Authorization", "Digest token")).isEmpty();
    }

    @Test
    void anApiKeyIsOne() {
        assertThat(shown("X-API-Key", " token ")).contains("token");
        assertThat(shown("x-api-key", " ")).isEmpty();
    }

    @Test
    void aPasswordIsOneIfItIsAKeyOfTheFarm() {
        assertThat(shown("Authorization", basic("anybody:imece_key"))).contains("imece_key");
        assertThat(shown("Authorization", basic("imece_key:"))).isEmpty();
        assertThat(shown("Authorization", basic("me:what a proxy wants"))).isEmpty();
        assertThat(shown("Authorization", "Basic ?")).isEmpty();
        assertThat(shown("Authorization", basic("nothing"))).isEmpty();
    }

    @Test
    void itIsNotWrittenAnywhere() {
        assertThat(new HeaderCredential("secret").toString()).doesNotContain("secret");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private static Optional<String> shown(String header, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return HeaderCredential.of(request).map(HeaderCredential::secret);
    }
}
