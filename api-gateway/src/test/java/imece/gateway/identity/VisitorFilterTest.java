package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.TestSettings;
import imece.gateway.identity.VisitorCookies.Visitor;
import jakarta.servlet.http.Cookie;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;

class VisitorFilterTest {

    private final VisitorCookies cookies =
            new VisitorCookies(Signatures.of("a key for tests, long enough"), TestSettings.in(Path.of("target"), null));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/chat",
                "/chat/0c8f6a3e",
                "/farm",
                "/gallery",
                "/api/jobs",
                "/ws",
                "/%61pi/jobs",
                "/api;x=1/jobs"
            })
    void pagesCallsAndTheWebSocketMakeAVisitor(String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);

        assertThat(cookieSetBy(request)).startsWith("imece_visitor=");
        assertThat(request.getAttribute(Visitor.ATTRIBUTE)).isInstanceOf(UUID.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/app-1a2b.js",
                "/favicon.svg",
                "/api/uploads/a/1/b",
                "/actuator/health/liveness",
                "/v3/api-docs",
                "/v3/api-docs/x",
                "/error",
                "/nothing"
            })
    void whatIsNeitherCallNorPageDoesNot(String path) throws Exception {
        assertThat(cookieSetBy(new MockHttpServletRequest("GET", path))).isNull();
    }

    @Test
    void everyAddressOfTheWebAppIsAPage() throws Exception {
        Method page = Class.forName("imece.gateway.http.AppPages").getDeclaredMethod("page");
        String[] served = page.getAnnotation(GetMapping.class).value();

        assertThat(served).hasSizeGreaterThan(3);
        for (String pattern : served) {
            assertThat(cookieSetBy(new MockHttpServletRequest("GET", pattern.replace("**", "x"))))
                    .as(pattern)
                    .startsWith("imece_visitor=");
        }
    }

    @Test
    void aKnownVisitorStaysAndOnlyPagesRenewTheCookie() throws Exception {
        UUID visitor = UUID.randomUUID();
        MockHttpServletRequest call = known("/api/jobs", visitor);
        MockHttpServletRequest page = known("/chat", visitor);

        assertThat(cookieSetBy(call)).isNull();
        assertThat(call.getAttribute(Visitor.ATTRIBUTE)).isEqualTo(visitor);
        assertThat(cookieSetBy(page)).startsWith("imece_visitor=" + visitor + ".");
    }

    @Test
    void aForgedCookieIsReplaced() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/jobs");
        request.setCookies(new Cookie(VisitorCookies.NAME, UUID.randomUUID() + "." + "a".repeat(64)));

        assertThat(cookieSetBy(request)).startsWith("imece_visitor=");
    }

    private MockHttpServletRequest known(String path, UUID visitor) {
        String header = cookies.setCookie(visitor, false);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setCookies(
                new Cookie(VisitorCookies.NAME, header.substring(header.indexOf('=') + 1, header.indexOf(';'))));
        return request;
    }

    private @Nullable String cookieSetBy(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new VisitorFilter(cookies).doFilter(request, response, new MockFilterChain());
        return response.getHeader("Set-Cookie");
    }
}
