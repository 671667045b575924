package imece.local.behaviour;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imece.local.os.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Whom a farm asks about prompts and pictures: a server of the test's own, which answers as badly as the test wants. */
final class ModerationServer implements AutoCloseable {

    private static final int LARGE = 10 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Manner prompts = Manner.says("allow");
    private volatile Manner pictures = Manner.says("allow");

    private ModerationServer(HttpServer server) {
        this.server = server;
    }

    /** How it answers. */
    record Manner(Way way, String verdict, String sentence) {

        static Manner says(String verdict) {
            return new Manner(Way.SAYS, verdict, "");
        }

        static Manner says(String verdict, String sentence) {
            return new Manner(Way.SAYS, verdict, sentence);
        }

        static Manner is(Way way) {
            return new Manner(way, "allow", "");
        }
    }

    /** Ways to answer, most of them bad. */
    enum Way {
        SAYS,
        HANGS,
        TRICKLES,
        FAILS,
        ANSWERS_VERY_MUCH,
        ANSWERS_NONSENSE,
        SENDS_ELSEWHERE
    }

    /** One that allows everything. */
    static ModerationServer start() {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.any()), 50);
            ModerationServer made = new ModerationServer(server);
            server.setExecutor(made.threads);
            server.createContext("/ask", made::answer);
            server.createContext("/elsewhere", exchange -> send(exchange, 200, "{\"verdict\":\"allow\"}"));
            server.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ask");
    }

    /** From now on prompts are answered so. */
    void prompts(Manner manner) {
        prompts = manner;
    }

    /** From now on pictures are answered so. */
    void pictures(Manner manner) {
        pictures = manner;
    }

    /** The questions so far, as they came. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** What they showed as Authorization. */
    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        asked.add(question);
        Manner manner = question.startsWith("{") ? prompts : pictures;
        switch (manner.way()) {
            case SAYS ->
                send(
                        exchange,
                        200,
                        "{\"verdict\":\"" + manner.verdict() + "\",\"sentence\":\"" + manner.sentence() + "\"}");
            case HANGS -> await();
            case TRICKLES -> trickle(exchange);
            case FAILS -> send(exchange, 500, "{\"verdict\":\"allow\"}");
            case ANSWERS_VERY_MUCH ->
                send(exchange, 200, "{\"verdict\":\"allow\",\"sentence\":\"" + "x".repeat(LARGE) + "\"}");
            case ANSWERS_NONSENSE -> send(exchange, 200, "<html>allow</html>");
            case SENDS_ELSEWHERE -> {
                exchange.getResponseHeaders()
                        .add("Location", url().resolve("/elsewhere").toString());
                send(exchange, 302, "");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A letter now and then: each read of it succeeds, and the whole never comes. */
    private void trickle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (!await(100)) {
                body.write(' ');
                body.flush();
            }
        }
    }

    private void await() {
        while (!await(1_000)) {
            // Until the test is over.
        }
    }

    private boolean await(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.close();
    }
}
