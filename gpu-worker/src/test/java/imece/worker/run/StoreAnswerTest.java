package imece.worker.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.run.StoreAnswer.ProblemDetail;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may judge a picture. */
class StoreAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "200, DONE",
        "201, DONE",
        "204, DONE",
        "404, MISSING",
        "409, TAKEN",
        "410, EXPIRED",
        "413, REFUSED",
        "415, REFUSED",
        "422, REFUSED",
        "400, TURNED_AWAY",
        "403, TURNED_AWAY",
        "429, UNKNOWN",
        "500, UNKNOWN",
        "503, UNKNOWN",
        "507, UNKNOWN"
    })
    void aGatewayIsBelieved(int status, StoreAnswer answer) {
        assertThat(of(
                        status,
                        "application/problem+json",
                        "{\"type\":\"urn:imece:problem:a-code\",\"code\":\"a-code\"}"))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "302, TURNED_AWAY",
        "403, TURNED_AWAY",
        "404, TURNED_AWAY",
        "409, TURNED_AWAY",
        "410, TURNED_AWAY",
        "413, TURNED_AWAY",
        "415, TURNED_AWAY",
        "422, TURNED_AWAY",
        "408, UNKNOWN",
        "429, UNKNOWN",
        "502, UNKNOWN",
        "504, UNKNOWN"
    })
    void whoeverElseAnswersSpeaksForItselfOnly(int status, StoreAnswer answer) {
        assertThat(of(status, "text/html", "<html>Request Entity Too Large</html>"))
                .isEqualTo(answer);
        assertThat(of(status, "application/problem+json", "{\"type\":\"about:blank\",\"code\":\"too-large\"}"))
                .as("a problem detail of somebody else")
                .isEqualTo(answer);
        assertThat(of(status, "application/problem+json", "no JSON")).isEqualTo(answer);
        assertThat(of(status, "text/plain", "{\"type\":\"urn:imece:problem:too-large\"}"))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"200", "201"})
    void aPageToSignInAtHasStoredNothing(int status) {
        assertThat(of(status, "text/html; charset=utf-8", "<html>Sign in</html>"))
                .isEqualTo(StoreAnswer.TURNED_AWAY);
    }

    private static StoreAnswer of(int status, String type, String body) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
        return StoreAnswer.of(status, headers, ProblemDetail.ours(headers, body.getBytes(UTF_8)));
    }
}
