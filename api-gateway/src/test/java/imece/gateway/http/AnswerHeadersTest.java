package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static MockHttpServletResponse answer(String path, String host) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.addHeader("Host", host);
        MockHttpServletResponse response = new MockHttpServletResponse();
        new AnswerHeaders().doFilter(request, response, new MockFilterChain());
        return response;
    }
}
