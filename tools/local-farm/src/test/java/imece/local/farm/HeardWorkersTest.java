package imece.local.farm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeardWorkersTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void waitsUntilEveryGatewayHasHeardEveryWorker() throws Exception {
        URI quick = gateway(worker("worker-1", "idle"), worker("worker-1", "idle") + "," + worker("worker-2", "idle"));
        URI slow = gateway("", worker("worker-1", "idle") + "," + worker("worker-2", "busy"));

        assertThat(new HeardWorkers(List.of(quick, slow), "secret").awaitAll(List.of("worker-1", "worker-2"), LONG))
                .isEmpty();
        assertThat(looks.get()).as("asked again, both").isGreaterThanOrEqualTo(4);
    }

    @Test
    void namesThoseThatAreNotHeardInTime() throws Exception {
        URI gateway = gateway(worker("worker-1", "idle") + "," + worker("worker-2", "starting"));

        assertThat(new HeardWorkers(List.of(gateway), "secret")
                        .awaitAll(List.of("worker-1", "worker-2", "worker-3"), Duration.ofMillis(300)))
                .containsExactly("worker-2", "worker-3");
    }

    @Test
    void aGatewayThatRefusesOrIsAwayHasHeardNobody() throws Exception {
        URI gateway = gateway(worker("worker-1", "idle"));

        assertThat(new HeardWorkers(List.of(gateway), "wrong").awaitAll(List.of("worker-1"), Duration.ofMillis(200)))
                .containsExactly("worker-1");
        stop();
        assertThat(new HeardWorkers(List.of(gateway), "secret").awaitAll(List.of("worker-1"), Duration.ofMillis(200)))
                .containsExactly("worker-1");
    }

    @Test
    void aFarmWithoutWorkersWaitsForNobody() throws Exception {
        assertThat(new HeardWorkers(List.of(), "secret").awaitAll(List.of(), LONG))
                .isEmpty();
    }

    @Test
    void aWorkerWhoseSlotsAreStartingOrThatIsSilentHasNotToldWhatItOffers() {
        assertThat(HeardWorkers.namesIn(answer(worker("a", "idle"), worker("b", "starting"), worker("c", "failed"))))
                .containsExactly("a", "c");
        assertThat(HeardWorkers.namesIn(
                        "{\"items\":[{\"id\":\"d\",\"state\":\"silent\",\"slots\":[{\"state\":\"idle\"}]},"
                                + "{\"id\":\"e\",\"state\":\"ready\",\"slots\":[]}]}"))
                .isEmpty();
        assertThat(HeardWorkers.namesIn("<html>")).isEmpty();
    }

    /** A gateway that lists these workers at the first look, at the second, and so on; the last for ever. */
    private URI gateway(String... lists) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger times = new AtomicInteger();
        server.createContext("/api/workers", exchange -> {
            looks.incrementAndGet();
            boolean may = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            String list = lists[Math.min(times.getAndIncrement(), lists.length - 1)];
            byte[] body = answer(list).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(may ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static String answer(String... workers) {
        return "{\"items\":[" + String.join(",", workers) + "]}";
    }

    private static String worker(String name, String slot) {
        return "{\"id\":\"%s\",\"state\":\"ready\",\"slots\":[{\"state\":\"%s\"}]}".formatted(name, slot);
    }
}
