package imece.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final HttpServer gateway;
    private volatile String sets = "";

    ApiClientTest() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void aNewcomerShowsTheCookieThatItWasGiven() throws Exception {
        sets = "imece_visitor=me.signed; Path=/; HttpOnly";
        ApiClient visitor = ApiClient.newcomer(address(), PATIENCE);

        ApiClient.send(visitor.post("/api/jobs", "{}"), BodyHandlers.discarding());

        assertThat(visitor.visitor()).isEqualTo("me");
        assertThat(shown).containsExactly("GET /api/jobs?limit=1 null", "POST /api/jobs imece_visitor=me.signed");
    }

    @Test
    void whoIsGivenNoCookieIsNoVisitor() {
        assertThatThrownBy(() -> ApiClient.newcomer(address(), PATIENCE)).isInstanceOf(IOException.class);
    }

    @Test
    void whatOneShowsLaterTheOtherDoesNot() {
        ApiClient one = new ApiClient(address(), PATIENCE);
        one.show("a", "1");
        ApiClient other = one.at(URI.create("http://localhost:1"));

        one.show("b", "2");

        assertThat(other.cookies()).isEqualTo("a=1");
        assertThat(one.cookies().split("; ")).containsExactlyInAnyOrder("a=1", "b=2");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            shown.add("%s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            Objects.toString(exchange.getRequestHeaders().getFirst("Cookie"))));
            if (!sets.isEmpty()) {
                exchange.getResponseHeaders().add("Set-Cookie", sets);
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
