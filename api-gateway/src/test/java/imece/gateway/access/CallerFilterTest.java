package imece.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.AccessSettings;
import imece.gateway.AccessSettings.AccessMode;
import imece.gateway.account.PeopleForTests;
import imece.gateway.http.ProblemWriterForTests;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.VisitorCaller;
import imece.gateway.identity.CookiesForTests;
import imece.gateway.identity.VisitorCookies;
import imece.gateway.identity.VisitorCookies.Visitor;
import imece.gateway.key.KeyCallersForTests;
import imece.gateway.operator.Operators;
import imece.gateway.operator.OperatorsForTests;
import jakarta.servlet.http.Cookie;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;

class CallerFilterTest {

    private final VisitorCookies cookies = CookiesForTests.visitors();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/chat",
                "/chat/0c8f6a3e",
                "/farm",
                "/gallery",
                "/sign-in",
                "/join",
                "/continue",
                "/account",
                "/keys",
                "/people",
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
    void aKnownVisitorStaysAndIsGivenNoOtherCookie() throws Exception {
        UUID visitor = UUID.randomUUID();
        MockHttpServletRequest call = known("/api/jobs", visitor);

        assertThat(cookieSetBy(call)).isNull();
        assertThat(call.getAttribute(Visitor.ATTRIBUTE)).isEqualTo(visitor);
        assertThat(Caller.of(call)).contains(new VisitorCaller(visitor, false));
        assertThat(cookieSetBy(known("/chat", visitor))).isNull();
    }

    @Test
    void whereNoStrangersAreLetInNobodyGetsACookie() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/jobs");

        assertThat(cookieSetBy(request, new AccessSettings(AccessMode.ACCOUNTS, false, Duration.ofDays(1), 10)))
                .isNull();
        assertThat(Caller.of(request)).isEmpty();
    }

    @Test
    void aWrongCredentialInAHeaderIsNotHelpedByACookie() throws Exception {
        MockHttpServletRequest request = known("/api/jobs", UUID.randomUUID());
        request.addHeader("X-API-Key", "wrong");

        assertThat(cookieSetBy(request)).isNull();
        assertThat(Caller.of(request)).isEmpty();
        assertThat(request.getAttribute(Visitor.ATTRIBUTE)).isNull();
    }

    private MockHttpServletRequest known(String path, UUID visitor) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setCookies(cookies.set(visitor, request).stream()
                .map(header -> header.split("[=;]", 3))
                .map(parts -> new Cookie(parts[0], parts[1]))
                .toArray(Cookie[]::new));
        return request;
    }

    private @Nullable String cookieSetBy(MockHttpServletRequest request) throws Exception {
        return cookieSetBy(request, new AccessSettings(AccessMode.OPEN, false, Duration.ofDays(1), 10));
    }

    private @Nullable String cookieSetBy(MockHttpServletRequest request, AccessSettings settings) throws Exception {
        Operators operators = OperatorsForTests.in(folder);
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            new CallerFilter(
                            new CallerIdentification(
                                    cookies,
                                    CookiesForTests.sessions(),
                                    operators,
                                    KeyCallersForTests.none(),
                                    PeopleForTests.noSessions(),
                                    PeopleForTests.nobodyInvited(),
                                    new RevokedVisitors(JdbcClient.create(new DriverManagerDataSource())),
                                    CookiesForTests.throttle(settings),
                                    settings),
                            ProblemWriterForTests.writer())
                    .doFilter(request, response, new MockFilterChain());
        } finally {
            SecurityContextHolder.clearContext();
        }
        return response.getHeader("Set-Cookie");
    }
}
