package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.identity.Signatures;
import imece.tier.TestSeed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hundreds of clients that send, or read, next to nothing: everybody else is served, and nothing of theirs stays. */
class SlowClientsIT {
    private static final int EACH = 300;
    private static final byte[] PICTURE = Pictures.noise(200, 200);

    @Test
    void hundredsOfBodiesThatTrickleHoldUpNobodyAndAreEndedWith408() {
        try (GatewayUnderTest gateway = gateway("15s")) {
            int before = threads();
            String json =
                    head(gateway, "POST /api/jobs", "application/json", "Content-Length: 9000") + "{\"prompt\":\"";
            String upload = head(gateway, "POST /api/uploads", "image/png", "Content-Length: 900000");
            String put = head(gateway, "PUT " + signed(gateway), "image/png", "Content-Length: 900000");
            String chunk =
                    head(gateway, "POST /api/jobs", "application/json", "Transfer-Encoding: chunked") + "1000\r\n{";
            try (SlowClients submits = SlowClients.open(gateway.port(), EACH, json, "x");
                    SlowClients uploads = SlowClients.open(gateway.port(), EACH, upload, "x");
                    SlowClients puts = SlowClients.open(gateway.port(), EACH, put, "x");
                    SlowClients silent = SlowClients.open(gateway.port(), EACH, chunk, "")) {
                List<SlowClients> all = List.of(submits, uploads, puts, silent);
                Within.bounds().until(() -> files(gateway).size() == 2 * EACH);
                everybodyElseIsServed(gateway);
                assertThat(all.stream().mapToLong(SlowClients::answered).sum())
                        .as("so all of them were still there")
                        .isZero();
                assertThat(threads() - before)
                        .as("threads of the machine for %d clients", 4 * EACH)
                        .isLessThan(EACH);

                for (SlowClients kind : all) {
                    assertThat(kind.answers()).allSatisfy(SlowClientsIT::isTooSlow);
                }
            }
            nothingOfTheirsIsThere(gateway);
            everybodyElseIsServed(gateway);
        }
    }

    @Test
    void aPutThatNobodySignedIsRefusedBeforeItsBodyComes() {
        try (GatewayUnderTest gateway = gateway("30s")) {
            String forged = signed(gateway).replaceAll("signature=.*", "signature=" + "0".repeat(64));
            String put = head(gateway, "PUT " + forged, "image/png", "Content-Length: 900000");
            String patient = head(gateway, "PUT " + forged, "image/png", "Content-Length: 9\r\nExpect: 100-continue");
            try (SlowClients puts = SlowClients.open(gateway.port(), EACH, put, "x");
                    SlowClients waiting = SlowClients.open(gateway.port(), 3, patient, "")) {
                Within.bounds().until(() -> puts.answered() == EACH && waiting.answered() == 3);
                everybodyElseIsServed(gateway);
                // Long before a body would be too slow, the gateway has hung up, too.
                assertThat(puts.answers())
                        .allSatisfy(answer ->
                                assertThat(answer).startsWith("HTTP/1.1 403").contains("\"code\":\"bad-signature\""));
                assertThat(waiting.answers())
                        .allSatisfy(answer ->
                                assertThat(answer).startsWith("HTTP/1.1 403").contains("\"code\":\"bad-signature\""));
            }
            nothingOfTheirsIsThere(gateway);
        }
    }

    @Test
    void headersThatTrickleAndAnswersThatNobodyReadsHoldUpNobody() {
        try (GatewayUnderTest gateway = gateway("8s")) {
            Browser owner = gateway.newcomer();
            String url = owner.send(
                            "POST",
                            "/api/uploads",
                            BodyPublishers.ofByteArray(Pictures.noise(1_500, 1_500)),
                            "Content-Type",
                            "image/png")
                    .expect(201)
                    .json()
                    .path("url")
                    .stringValue();
            String get = "GET " + url + " HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port() + "\r\nCookie: "
                    + owner.cookie() + "\r\n\r\n";
            int before = threads();
            try (SlowClients headers =
                            SlowClients.open(gateway.port(), EACH, "GET /api/options HTTP/1.1\r\nX-Slow: ", "x");
                    SlowClients readers = SlowClients.open(gateway.port(), EACH, get, "")) {
                Within.bounds().until(() -> readers.answered() == EACH);
                everybodyElseIsServed(gateway);
                assertThat(headers.answered()).isZero();
                assertThat(threads() - before).isLessThan(EACH);
                assertThat(headers.answers()).as("closed, and not answered").allMatch(String::isEmpty);
            }
        }
    }

    @Test
    void anUploadThatIsSlowButNotTooSlowIsTaken() throws Exception {
        try (GatewayUnderTest gateway = gateway("3s")) {
            byte[] answer = new byte[12];
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                socket.setSoTimeout(60_000);
                OutputStream out = socket.getOutputStream();
                out.write(head(gateway, "POST /api/uploads", "image/png", "Content-Length: " + PICTURE.length)
                        .getBytes(StandardCharsets.ISO_8859_1));
                int pieces = 40;
                for (int i = 0; i < pieces; i++) {
                    // Five seconds in all: longer than the three that any body has, shorter than what so many bytes
                    // give.
                    new CountDownLatch(1).await(5_000 / pieces, TimeUnit.MILLISECONDS);
                    int from = PICTURE.length * i / pieces;
                    out.write(PICTURE, from, PICTURE.length * (i + 1) / pieces - from);
                    out.flush();
                }
                assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length))
                        .isEqualTo(answer.length);
            }
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 201");
        }
    }

    @Test
    void whateverKindOfBodyDoesNotComeItsConnectionEndsAndNothingOfItStays() {
        Random random = new Random(TestSeed.of("bodies that do not come"));
        try (GatewayUnderTest gateway = gateway("2s")) {
            List<SlowClients> all = new ArrayList<>();
            try {
                for (int i = 0; i < 60; i++) {
                    all.add(SlowClients.open(gateway.port(), 2, begun(gateway, random), piece(random)));
                }
                for (SlowClients kind : all) {
                    assertThat(kind.answers())
                            .allSatisfy(answer -> assertThat(answer)
                                    .doesNotContain("Exception", "\tat ")
                                    .containsPattern("^(HTTP/1.1 100 \\s+)?(HTTP/1.1 (20[0-4]|30\\d|4\\d\\d)|$)"));
                }
            } finally {
                all.forEach(SlowClients::close);
            }
            Within.bounds().until(() -> files(gateway).isEmpty());
            everybodyElseIsServed(gateway);
        }
    }

    /** A request of which something is missing: bytes, a chunk's end, a part's end, or the whole body. */
    private static byte[] begun(GatewayUnderTest gateway, Random random) {
        String line = one(
                random,
                "POST /api/jobs",
                "POST /api/uploads",
                "POST /api/conversations",
                "PUT " + signed(gateway),
                "PUT " + signed(gateway).replace("max=", "max=9"),
                "DELETE /api/jobs/" + UUID.randomUUID(),
                "GET /api/options",
                "PATCH /nothing",
                "POST /api/operator/session");
        String type = one(
                random,
                "application/json",
                "image/png",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded",
                "text/plain");
        String length = one(
                random,
                "Content-Length: " + random.nextInt(2_000, 70_000),
                "Content-Length: " + random.nextInt(2_000, 70_000) + "\r\nExpect: 100-continue",
                "Transfer-Encoding: chunked");
        String body = one(
                random,
                "",
                "{",
                "1000\r\nhalf a chunk",
                "5\r\nabcde\r\n",
                "--x\r\nContent-Disposition: form-data; name=",
                "\0");
        byte[] request = (head(gateway, line, type, length) + body).getBytes(StandardCharsets.ISO_8859_1);
        return random.nextInt(6) > 0
                ? request
                : Arrays.copyOf(request, request.length - random.nextInt(body.length() + 2));
    }

    private static String piece(Random random) {
        return one(random, "", "x", "1\r\nx\r\n", "\r\n", "--x\r\n");
    }

    private static String one(Random random, String... all) {
        return all[random.nextInt(all.length)];
    }

    private static GatewayUnderTest gateway(String patience, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--imece.gateway.requests.headers-within=" + patience,
                "--imece.gateway.requests.body-within=" + patience,
                "--imece.gateway.requests.least-rate-over=" + patience,
                "--server.tomcat.connection-timeout=10s",
                "--server.tomcat.keep-alive-timeout=10s"));
        settings.addAll(List.of(more));
        return GatewayUnderTest.start(SlowClientsIT.class, settings.toArray(String[]::new));
    }

    private static String head(GatewayUnderTest gateway, String line, String type, String length) {
        return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port() + "\r\nContent-Type: " + type + "\r\n" + length
                + "\r\n\r\n";
    }

    private static String signed(GatewayUnderTest gateway) {
        UUID job = UUID.randomUUID();
        long expires = Instant.now().getEpochSecond() + 600;
        String signature = Signatures.of(gateway.key()).sign("upload", job + "\n1\n1000000\n" + expires);
        return "/api/uploads/" + job + "/1/" + UUID.randomUUID() + "?expires=" + expires + "&max=1000000&signature="
                + signature;
    }

    private static void everybodyElseIsServed(GatewayUnderTest gateway) {
        Browser browser = gateway.newcomer();
        String job = browser.submitted("in spite of all that");
        assertThat(browser.status(job)).isEqualTo("queued");
        browser.get("/api/queue").expect(200);
        browser.send("POST", "/api/uploads", BodyPublishers.ofByteArray(PICTURE), "Content-Type", "image/png")
                .expect(201);
        gateway.probe().get("/actuator/health/liveness").expect(200);
        gateway.probe().get("/actuator/health/readiness").expect(200);
    }

    private static void isTooSlow(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 408")
                .contains("application/problem+json", "\"code\":\"too-slow\"", "Connection: close");
    }

    private static void nothingOfTheirsIsThere(GatewayUnderTest gateway) {
        Within.bounds().until(() -> files(gateway).isEmpty());
        assertThat(gateway.rows().texts("select spec->>'prompt' from jobs")).allMatch("in spite of all that"::equals);
    }

    /** What is only half here. */
    private static List<Path> files(GatewayUnderTest gateway) {
        try (Stream<Path> drafts = Files.list(gateway.pictures().resolve(".drafts"))) {
            return drafts.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the machine, not virtual ones. */
    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
