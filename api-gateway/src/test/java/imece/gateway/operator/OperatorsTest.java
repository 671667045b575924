package imece.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import imece.gateway.TestSettings;
import imece.gateway.http.Refusal;
import imece.gateway.identity.CallScope;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.KeyCaller;
import imece.gateway.identity.Caller.OperatorCaller;
import imece.gateway.identity.Signatures;
import jakarta.servlet.http.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockHttpServletRequest;

class OperatorsTest {

    @TempDir
    Path folder;

    private Operators operators;
    private String token;

    @BeforeEach
    void start() throws Exception {
        operators = new Operators(TestSettings.in(folder, null), Signatures.of("a key for tests, long enough"));
        token = Files.readString(folder.resolve("operator.token")).strip();
    }

    @Test
    void theTokenOpensAsABearerAndAsASession() {
        MockHttpServletRequest bearer = new MockHttpServletRequest();
        bearer.setAttribute(Caller.ATTRIBUTE, new OperatorCaller(UUID.randomUUID(), false));
        String cookie = operators.session(token, false);
        MockHttpServletRequest session = new MockHttpServletRequest();
        session.setCookies(
                new Cookie(Operators.COOKIE, cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))));

        assertThat(operators.isToken(token)).isTrue();
        assertThatCode(() -> operators.require(bearer)).doesNotThrowAnyException();
        assertThatCode(() -> operators.require(session)).doesNotThrowAnyException();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(token);
    }

    @Test
    void nobodyElseGetsIn() {
        MockHttpServletRequest wrong = new MockHttpServletRequest();
        wrong.setCookies(new Cookie(Operators.COOKIE, token));
        assertThat(operators.isToken(token + "x")).isFalse();
        MockHttpServletRequest local = new MockHttpServletRequest();
        local.setRemoteAddr("127.0.0.1");

        for (MockHttpServletRequest request : new MockHttpServletRequest[] {wrong, local}) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> operators.require(request))
                    .satisfies(refusal -> assertThat(refusal.problem().code()).isEqualTo("operator-token-required"));
        }
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> operators.session("guess", false));
    }

    @Test
    void aKeyIsNotHelpedByTheCookieOfAnOperator() {
        String cookie = operators.session(token, false);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(
                new Cookie(Operators.COOKIE, cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))));
        request.setAttribute(Caller.ATTRIBUTE, new KeyCaller(UUID.randomUUID(), "key", Set.of(CallScope.READ), null));

        assertThat(operators.asks(request)).isFalse();

        request.setAttribute(
                Caller.ATTRIBUTE, new KeyCaller(UUID.randomUUID(), "key", Set.of(CallScope.OPERATE), null));
        assertThat(operators.asks(request)).isTrue();
    }
}
