package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.GatewaySettings;
import imece.gateway.TestSettings;
import imece.gateway.http.ProblemWriterForTests;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class UnknownHostsTest {

    private static final List<String> ALLOWED = List.of("Pictures.Lan", "büro.example", "nas.lan:9999");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "localhost.",
                "127.0.0.1:8080",
                "192.168.1.20",
                "[::1]:8080",
                "[2001:db8::1]",
                "public.example",
                "PUBLIC.example.:443",
                "one:8080",
                "two",
                "pictures.lan:8081",
                "nas.lan",
                "xn--bro-hoa.example"
            })
    void theFarmIsAskedUnderItsOwnNamesAndByAddress(String host) throws Exception {
        assertThat(status(host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "evil.localhost",
                "public.example.evil.example",
                "127.0.0.1.evil.example",
                "public.example..",
                "127.0.0.1.nip.io",
                "user@localhost",
                "localhost, evil.example",
                "localhost/evil",
                "[evil.example]",
                "[::1].evil.example",
                "[]",
                ":8080",
                "localhost:80:80",
                "127.1",
                "0x7f000001",
                ""
            })
    void anyOtherNameIsRefused(String host) throws Exception {
        assertThat(status(host)).isEqualTo(421);
    }

    @Test
    void eachOfSeveralNamesHasToBeTheFarms() throws Exception {
        assertThat(status("localhost", "evil.example")).isEqualTo(421);
        assertThat(status("evil.example", "localhost")).isEqualTo(421);
    }

    /** Programs of HTTP/1.0, such as a health check, send none; a browser always does. */
    @Test
    void whoSendsNoNameIsNoBrowser() throws Exception {
        assertThat(status()).isEqualTo(200);
    }

    /** A page may send {@code X-Forwarded-Host} to its own host, and a proxy may pass it on. */
    @Test
    void aForwardedNameDoesNotHideTheOther() throws Exception {
        MockHttpServletRequest request = request("evil.example");
        request.setServerName("localhost");
        assertThat(status(request)).isEqualTo(421);

        MockHttpServletRequest forwarded = new MockHttpServletRequest("GET", "/") {
            @Override
            public String getServerName() {
                return "evil.example";
            }
        };
        forwarded.addHeader("Host", "localhost:8080");
        assertThat(status(forwarded)).isEqualTo(421);
    }

    @Test
    void aSettingThatIsNoNameStopsTheStart() {
        assertThatThrownBy(() -> new HostNames(settings(List.of("http://farm.local"))))
                .hasMessageContaining("imece.gateway.allowed-hosts")
                .hasMessageContaining("'http://farm.local'");
    }

    @Test
    void aNameWithAnUnderscoreAsContainersHaveIsOne() {
        GatewaySettings settings = new GatewaySettings(
                null,
                List.of(),
                List.of(),
                List.of(URI.create("http://user@my_gateway:8080/")),
                Path.of("target"),
                Path.of("target/key"),
                Path.of("target/token"),
                java.time.Duration.ofMinutes(10),
                8,
                100,
                10_000,
                1 << 20);
        assertThat(new HostNames(settings).includes("my_gateway:8080")).isTrue();
        assertThat(new HostNames(settings).includes("public.example")).isFalse();
    }

    private static int status(String... hosts) throws Exception {
        return status(request(hosts));
    }

    private static MockHttpServletRequest request(String... hosts) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/options");
        for (String host : hosts) {
            request.addHeader("Host", host);
        }
        return request;
    }

    private static int status(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();
        new UnknownHosts(ProblemWriterForTests.writer(), settings(ALLOWED)).doFilter(request, response, chain);
        assertThat(chain.getRequest() == null)
                .as("what is refused goes no further")
                .isEqualTo(response.getStatus() == 421);
        if (response.getStatus() == 421) {
            assertThat(response.getContentType()).startsWith("application/problem+json");
            assertThat(response.getContentAsString()).contains("unknown-host", "imece.gateway.allowed-hosts");
        }
        return response.getStatus();
    }

    private static GatewaySettings settings(List<String> allowed) {
        GatewaySettings settings = TestSettings.in(Path.of("target"), "https://public.example/");
        return new GatewaySettings(
                settings.publicUrl(),
                allowed,
                List.of(),
                settings.uploadUrls(),
                settings.pictures(),
                settings.keyFile(),
                settings.operatorTokenFile(),
                settings.maxRun(),
                settings.maxDeliveries(),
                settings.maxWaitingPerUser(),
                settings.maxWaiting(),
                settings.maxUploadBytes());
    }
}
