package imece.local.drill.abuse;

import imece.local.os.CommandProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** What clients do that nobody invited, to these ports of gateways, until the time is over. */
public record ClientAbuse(List<Integer> ports, Duration length) {
    private static final int TRICKLING = 300;
    private static final int SOCKETS = 2_000;
    private static final int CALLERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Deadline(long nanos) {
        boolean over() {
            return System.nanoTime() - nanos > 0;
        }
    }

    private Deadline deadline() {
        return new Deadline(System.nanoTime() + length.toNanos());
    }

    /** Hundreds of requests whose bodies come a byte at a time. */
    public void trickleBodies() throws InterruptedException {
        String head = "POST /api/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{";
        Deadline deadline = deadline();
        try (StrangerSockets sockets = new StrangerSockets()) {
            while (!deadline.over()) {
                for (int missing = TRICKLING - sockets.count(); missing > 0 && !deadline.over(); missing--) {
                    sockets.open(port(missing), head);
                }
                Thread.sleep(200);
                sockets.say(" ");
            }
        }
    }

    /** Thousands of WebSockets that nobody reads. */
    public void openSockets() throws InterruptedException {
        Deadline deadline = deadline();
        try (StrangerSockets sockets = new StrangerSockets()) {
            int tried = 0;
            while (!deadline.over()) {
                while (sockets.count() < SOCKETS && !deadline.over() && tried++ % 500 != 499) {
                    sockets.open(
                            port(tried),
                            "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                            .formatted(port(tried))
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
                }
                Thread.sleep(50);
            }
        }
    }

    /** Prompts of people who throw away every cookie. */
    public void throwCookiesAway() throws InterruptedException {
        repeat(number -> HttpRequest.newBuilder(uri(number, "/api/jobs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"prompt\":\"a flood, wave %d\",\"count\":8}".formatted(number))));
    }

    /** Pictures that cost more to look at than to send. */
    public void bombPictures() throws InterruptedException {
        List<byte[]> bombs = PictureBombs.all();
        repeat(number -> HttpRequest.newBuilder(uri(number, "/api/uploads"))
                .header("Content-Type", number % 2 == 0 ? "image/png" : "image/jpeg")
                .POST(BodyPublishers.ofByteArray(bombs.get(number % bombs.size()))));
    }

    /** Calls of a page whose name was made to lead here. */
    public void makeHostsUp() throws InterruptedException {
        Deadline deadline = deadline();
        while (!deadline.over()) {
            try (StrangerSockets sockets = new StrangerSockets()) {
                for (int i = 0; i < 50; i++) {
                    sockets.open(
                            port(i),
                            "GET /api/jobs HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n\r\n");
                }
                Thread.sleep(100);
            }
        }
    }

    private void repeat(IntFunction<HttpRequest.Builder> abuse) throws InterruptedException {
        Deadline deadline = deadline();
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(StrangerSockets.address())
                        .build();
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Void>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                Callable<Void> calls = () -> {
                    for (int number = first; !deadline.over(); number += CALLERS) {
                        call(http, abuse.apply(number).timeout(PATIENCE).build());
                    }
                    return null;
                };
                all.add(callers.submit(calls));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new CommandProblem("A stranger could not go on: " + failed.getCause(), failed);
        }
    }

    private static void call(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Void> unused = http.send(request, BodyHandlers.discarding());
        } catch (IOException refused) {
            // What the farm makes of a stranger is its own affair here.
        }
    }

    private int port(int number) {
        return ports.get(number % ports.size());
    }

    private URI uri(int number, String path) {
        return URI.create("http://127.0.0.1:" + port(number / CALLERS) + path);
    }
}
