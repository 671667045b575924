package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.TestSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AnswerHeadersTest {

    @Test
    void aPageMayLoadFromHereOnlyAndBeFramedNowhere() throws Exception {
        MockHttpServletResponse answer = answer("/", "farm.example:8080");

        assertThat(answer.getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("connect-src 'self' ws://farm.example:8080 wss://farm.example:8080;")
                .endsWith("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void aStrangeHostDoesNotGetIntoThePolicy() throws Exception {
        assertThat(answer("/", "x; script-src *").getHeader("Content-Security-Policy"))
                .contains("connect-src 'self';")
                .doesNotContain("script-src *");
    }

    @Test
    void answersOfTheApiAreNotKept() throws Exception {
        assertThat(answer("/api/jobs", "x").getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer("/chat", "x").getHeader("Cache-Control")).isNull();
    }

    @Test
    void behindHttpsABrowserIsToldToStayThereAndElseNot() throws Exception {
        assertThat(hsts(null, false)).isNull();
        assertThat(hsts("http://farm.example", false)).isNull();
        assertThat(hsts("https://farm.example", false)).isEqualTo("max-age=31536000");
        assertThat(hsts(null, true)).as("a trusted proxy says https").isEqualTo("max-age=31536000");
    }

    private static @Nullable String hsts(@Nullable String publicUrl, boolean secure) throws Exception {
        MockHttpServletRequest request = request("/", "farm.example");
        request.setSecure(secure);
        return answer(request, publicUrl).getHeader("Strict-Transport-Security");
    }

    private static MockHttpServletResponse answer(String path, String host) throws Exception {
        return answer(request(path, host), null);
    }

    private static MockHttpServletRequest request(String path, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader("Host", host);
        return request;
    }

    private static MockHttpServletResponse answer(MockHttpServletRequest request, @Nullable String publicUrl)
            throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new AnswerHeaders(TestSettings.in(Path.of("target"), publicUrl))
                .doFilter(request, response, new MockFilterChain());
        return response;
    }
}
