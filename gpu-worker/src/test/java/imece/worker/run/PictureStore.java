package imece.worker.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.worker.png.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A store for tests: takes pictures by PUT, and answers as it is told. */
public final class PictureStore {

    private final HttpServer server;
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final Queue<Reply> answers = new ConcurrentLinkedQueue<>();

    /** One answer; an empty body has no type. */
    private record Reply(int status, String type, String body) {}

    public PictureStore() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::take);
    }

    public void open() {
        server.start();
    }

    public void close() {
        server.stop(0);
    }

    /** The next answers; 201 when they are used up. */
    public void answers(Integer... statuses) {
        for (int status : statuses) {
            answers.add(new Reply(status, "", ""));
        }
    }

    /** The next answer is that of a gateway that refuses so. */
    public void refuses(int status, String code) {
        String body = "{\"type\":\"urn:imece:problem:" + code + "\",\"status\":" + status + ",\"code\":\"" + code
                + "\",\"detail\":\"So it is.\"}";
        answers.add(new Reply(status, "application/problem+json", body));
    }

    /** From now on it takes everything. */
    public void forgetsAnswers() {
        answers.clear();
    }

    /** The next answer is a page. */
    public void shows(int status, String html) {
        answers.add(new Reply(status, "text/html", html));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/up/{runId}";
    }

    public RenderJob job() {
        RenderSpec spec = new RenderSpec("a lake", "", null, 64, 64, 4, 7, "Euler a", "Automatic", 1);
        return new RenderJob(
                new UUID(1, 1),
                1,
                "default",
                spec,
                List.of(url()),
                List.of(),
                60,
                8,
                1,
                null,
                null,
                RenderJob.Neighbours.ANY);
    }

    public List<String> paths() {
        return paths;
    }

    public Png onlyPicture() {
        return Png.of(bodies.getFirst()).orElseThrow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(exchange.getRequestBody().readAllBytes());
            paths.add(exchange.getRequestURI().getPath());
            Reply answer = answers.poll();
            if (answer == null || answer.body().isEmpty()) {
                exchange.sendResponseHeaders(answer == null ? 201 : answer.status(), -1);
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
