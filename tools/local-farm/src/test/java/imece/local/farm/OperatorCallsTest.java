package imece.local.farm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCallsTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer gateway;
    private OperatorCalls calls;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        calls = new OperatorCalls(
                List.of(NOBODY, "http://127.0.0.1:" + gateway.getAddress().getPort()), "a token");
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void theTokenIsShownToTheFirstGatewayThatAnswers() {
        answer(201, "{\"key\":\"k\"}");

        assertThat(calls.post("/api/operator/keys", Map.of("name", "x"))
                        .path("key")
                        .stringValue())
                .isEqualTo("k");
        assertThat(asked).containsExactly("POST Bearer a token {\"name\":\"x\"}");
    }

    @Test
    void aRefusalIsToldWithWhatWasExpected() {
        answer(422, "{\"detail\":\"A field is wrong.\",\"errors\":[{\"field\":\"weight\",\"allowed\":\"1 to 100\"}]}");

        assertThatExceptionOfType(CommandProblem.class)
                .isThrownBy(() -> calls.get("/api/operator/keys"))
                .withMessage("A field is wrong. weight: expected 1 to 100.");
    }

    @Test
    void whatIsNoAnswerOfAFarmIsToldSo() {
        answer(502, "<html>");

        assertThatExceptionOfType(CommandProblem.class)
                .isThrownBy(() -> calls.delete("/api/operator/keys/x"))
                .withMessageContaining("502");
    }

    @Test
    void whereNoGatewayAnswersThatIsTold() {
        assertThatExceptionOfType(CommandProblem.class)
                .isThrownBy(() -> new OperatorCalls(List.of(NOBODY), "a token").get("/"))
                .withMessageContaining(NOBODY);
    }

    @Test
    void withoutAFarmTheNextStepIsSaid(@TempDir Path folder) {
        assertThatExceptionOfType(CommandProblem.class)
                .isThrownBy(() -> new OperatorCalls(new FarmFolder(folder)))
                .withMessageContaining("no operator token");
    }

    @Test
    void aGatewayThatListensEverywhereIsReachedHere() {
        assertThat(OperatorCalls.reachable("0.0.0.0:8080")).isEqualTo("127.0.0.1:8080");
        assertThat(OperatorCalls.reachable("127.0.0.2:8080")).isEqualTo("127.0.0.2:8080");
    }

    private void answer(int status, String body) {
        gateway.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }
}
