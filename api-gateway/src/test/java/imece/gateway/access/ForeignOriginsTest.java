package imece.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.TestSettings;
import imece.gateway.http.ProblemWriterForTests;
import imece.gateway.identity.KeySecret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForeignOriginsTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080, 200",
        "http://LOCALHOST:8080, localhost:8080, 200",
        "https://farm.example, farm.example, 200",
        "http://farm.example:80, farm.example, 200",
        "http://[::1]:8080, [::1]:8080, 200",
        "https://public.example, inner:8080, 200",
        "http://evil.example, localhost:8080, 403",
        "http://localhost:8081, localhost:8080, 403",
        "http://localhost, localhost:8080, 403",
        "http://localhost.evil.example:8080, localhost:8080, 403",
        "null, localhost:8080, 403",
        "'', localhost:8080, 403",
        "not an origin, localhost:8080, 403"
    })
    void aChangeIsAllowedFromOurOwnPagesOnly(String origin, String host, int status) throws Exception {
        assertThat(status("DELETE", "/api/jobs", origin, host)).isEqualTo(status);
    }

    @Test
    void programsSendNoOrigin() throws Exception {
        assertThat(status("POST", "/api/jobs", null, "localhost:8080")).isEqualTo(200);
    }

    @Test
    void readingIsAllowedFromEverywhereExceptByWebSocket() throws Exception {
        assertThat(status("GET", "/api/options", "http://evil.example", "localhost:8080"))
                .isEqualTo(200);
        assertThat(status("GET", "/ws", "http://evil.example", "localhost:8080"))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 200", "none, 200"})
    void whereABrowserNamesNoOriginItSaysWhetherThePageIsOurs(String site, int status) throws Exception {
        assertThat(status("POST", "/api/jobs", null, "localhost:8080", "Sec-Fetch-Site", site))
                .isEqualTo(status);
        assertThat(status("GET", "/ws", null, "localhost:8080", "Sec-Fetch-Site", site))
                .isEqualTo(status);
        assertThat(status("GET", "/api/jobs", null, "localhost:8080", "Sec-Fetch-Site", site))
                .isEqualTo(200);
        assertThat(status("POST", "/api/jobs", "http://localhost:8080", "localhost:8080", "Sec-Fetch-Site", site))
                .as("an origin that is ours decides")
                .isEqualTo(200);
    }

    @Test
    void aKeyIsNotShownByABrowserUnasked() throws Exception {
        assertThat(status(
                        "POST",
                        "/api/jobs",
                        "http://evil.example",
                        "localhost:8080",
                        "X-API-Key",
                        KeySecret.fresh().shown()))
                .isEqualTo(200);
        assertThat(status("POST", "/api/jobs", "http://evil.example", "localhost:8080", "X-API-Key", "no key"))
                .isEqualTo(403);
    }

    private static int status(String method, String path, @Nullable String origin, String host, String... headers)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Host", host);
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.addHeader(headers[i], headers[i + 1]);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        new ForeignOrigins(
                        ProblemWriterForTests.writer(), TestSettings.in(Path.of("target"), "https://public.example/"))
                .doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
