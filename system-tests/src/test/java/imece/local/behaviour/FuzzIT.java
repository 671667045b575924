package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Topology;
import imece.tier.FullRunOnly;
import imece.tier.TestSeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A few thousand requests, frames and messages that nobody thought of: nothing breaks, and the farm goes on. */
@ExtendWith(SharedGateway.class)
class FuzzIT {
    private static final long SEED = 20_261_123;

    private final GatewayUnderTest gateway;
    private final Mutations mutations = new Mutations(SEED);

    FuzzIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void requestsOfAnyKindAreAnsweredWithoutA5xxOrAStackTrace() {
        areAnsweredWithoutA5xxOrAStackTrace(500, mutations);
    }

    @Test
    @FullRunOnly
    void manyMoreRequestsAreAnsweredWithoutA5xxOrAStackTrace() {
        areAnsweredWithoutA5xxOrAStackTrace(2_000, new Mutations(TestSeed.of("requests of any kind")));
    }

    private void areAnsweredWithoutA5xxOrAStackTrace(int requests, Mutations mutations) {
        Browser browser = gateway.newcomer();
        browser.visitor();
        List<String> doors =
                List.of("/api/jobs", "/api/conversations/" + browser.conversation() + "/messages", "/api/jobs?x=1");
        Map<Integer, Integer> answers = new HashMap<>();
        for (int i = 0; i < requests; i++) {
            boolean submit = mutations.number(3) == 0;
            String method = submit ? "POST" : mutations.method();
            byte[] body = submit ? mutations.honest() : mutations.body();
            List<String> headers =
                    new ArrayList<>(List.of("Content-Type", submit ? "application/json" : mutations.type()));
            if (mutations.number(3) == 0) {
                headers.addAll(List.of(mutations.header(), mutations.headerValue()));
            }
            String path = submit ? mutations.one(doors) : mutations.path();
            Answer answer =
                    browser.send(method, path, BodyPublishers.ofByteArray(body), headers.toArray(String[]::new));
            answers.merge(answer.status(), 1, Integer::sum);
            assertThat(answer.status())
                    .as(() -> method + " " + path + " " + headers + " " + new String(body, StandardCharsets.UTF_8)
                            + " -> " + answer.text())
                    .isLessThan(500);
            assertThat(answer.text()).doesNotContain("Exception", "\tat ", "org.springframework", "java.lang");
            if (i % 50 == 0) {
                browser.delete("/api/jobs?status=live").expect(202);
            }
        }
        assertThat(answers.keySet()).contains(200, 202, 400, 404, 405, 415, 422);
        assertThat(answers.get(202)).as("accepted, of %s", answers).isGreaterThan(requests / 5);
        browser.delete("/api/jobs?status=live").expect(202);
        farmGoesOn();
    }

    @Test
    void brokenRequestLinesAreRefusedByTheContainerWithoutWords() throws IOException {
        String good = "POST /api/jobs?limit=1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 14\r\nConnection: close\r\n\r\n{\"prompt\":\"x\"}";
        for (int i = 0; i < 120; i++) {
            byte[] request = mutations.broken(good.getBytes(StandardCharsets.US_ASCII));
            assertThat(said(request))
                    .as(() -> new String(request, StandardCharsets.ISO_8859_1))
                    .doesNotContain("Exception", "\tat ", "Tomcat", "internal-error")
                    .doesNotStartWith("HTTP/1.1 500");
        }
        farmGoesOn();
    }

    @Test
    void framesAndMessagesOfAnyKindStopNothing() throws IOException {
        List<byte[]> golden = golden();
        try (Feed feed = Feed.open(gateway, gateway.newcomer());
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            for (int i = 0; i < 400; i++) {
                feed.say(mutations.printable(mutations.number(1_000)));
            }
            List<String> exchanges = List.of(
                    Topology.STATUS, Topology.LIVE, Topology.UPDATES, Topology.CONTROL, Topology.DEAD, Topology.JOBS);
            for (int i = 0; i < 1_500; i++) {
                byte[] body = mutations.broken(mutations.broken(mutations.one(golden)));
                String type = mutations.number(8) == 0 ? Topology.JPEG : Topology.JSON;
                amqp.publish(mutations.one(exchanges), Topology.DEFAULT_LANE, Map.of(), type, body);
            }
            Within.bounds().until(() -> amqp.say(channel -> channel.messageCount(Topology.STATUS_STORE)) == 0);
            assertThat(feed.isOpen()).isTrue();
            // Golden jobs are whole messages of jobs that do not exist.
            amqp.emptyLane(Topology.DEFAULT_LANE);
        }
        farmGoesOn();
    }

    /** Also jobs of visitors whom nobody knows any more are worked off before the one that proves it. */
    private void farmGoesOn() {
        Browser browser = gateway.newcomer();
        gateway.probe().get("/actuator/health/liveness").expect(200);
        gateway.probe().get("/actuator/health/readiness").expect(200);
        String id = browser.submitted("still well");
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take();
            while (!run.id().equals(id)) {
                run.start().complete();
                run = worker.take();
            }
            run.start().complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
        }
    }

    private String said(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(100);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException waitsForMore) {
            return "";
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    private static List<byte[]> golden() throws IOException {
        List<byte[]> all = new ArrayList<>(BadMessages.bodies());
        try (var files = Files.list(Path.of(System.getProperty("imece.home"), "common", "golden", "amqp"))) {
            for (Path file : files.sorted().toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        return all;
    }
}
