package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.TestSettings;
import jakarta.servlet.http.Cookie;
import java.nio.file.Path;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class VisitorCookiesTest {

    private static final Path NOWHERE = Path.of("target");
    private static final UUID VISITOR = UUID.fromString("0c8f6a3e-52d4-4b19-9a57-3f1d2be0c771");

    private final VisitorCookies cookies =
            new VisitorCookies(Signatures.of("a key for tests, long enough"), TestSettings.in(NOWHERE, null));

    @Test
    void theCookieHasTheAttributesOfTheContract() {
        assertThat(cookies.setCookie(VISITOR, false))
                .startsWith("imece_visitor=" + VISITOR + ".")
                .contains("; Path=/", "; Max-Age=34560000", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure", "Domain");
    }

    @Test
    void isSecureUnderHttps() {
        VisitorCookies behindProxy = new VisitorCookies(
                Signatures.of("a key for tests, long enough"), TestSettings.in(NOWHERE, "https://farm.example"));

        assertThat(cookies.setCookie(VISITOR, true)).contains("; Secure");
        assertThat(behindProxy.setCookie(VISITOR, false)).contains("; Secure");
    }

    @Test
    void whatWasSetIsRead() {
        assertThat(cookies.read(value(VISITOR))).contains(VISITOR);
    }

    @Test
    void aForgedCookieIsNobody() {
        String genuine = value(VISITOR);
        String other = genuine.replace("0c8f6a3e", "1c8f6a3e");

        assertThat(cookies.read(other)).isEmpty();
        assertThat(cookies.read(VISITOR.toString())).isEmpty();
        assertThat(cookies.read(genuine + " ")).isEmpty();
        assertThat(cookies.read(VISITOR + "." + "0".repeat(64))).isEmpty();
        String byAnotherKey = new VisitorCookies(Signatures.of("another key"), TestSettings.in(NOWHERE, null))
                .setCookie(VISITOR, false);
        assertThat(cookies.read(byAnotherKey.substring(14, byAnotherKey.indexOf(';'))))
                .isEmpty();
    }

    @Property(tries = 500)
    void noOtherTextIsAnybody(@ForAll String text) {
        assertThat(new VisitorCookies(Signatures.of("a key"), TestSettings.in(NOWHERE, null)).read(text))
                .isEmpty();
    }

    @Test
    void ofSeveralCookiesTheFirstGenuineOneCounts() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(
                new Cookie("imece_visitor", "forged"),
                new Cookie("other", value(UUID.randomUUID())),
                new Cookie("imece_visitor", value(VISITOR)));

        assertThat(cookies.read(request)).contains(VISITOR);
        assertThat(cookies.read(new MockHttpServletRequest())).isEmpty();
    }

    private String value(UUID visitor) {
        String header = cookies.setCookie(visitor, false);
        return header.substring(header.indexOf('=') + 1, header.indexOf(';'));
    }
}
