package imece.local.behaviour;

import imece.client.FeedConnection;
import imece.client.FeedListener;
import imece.client.Pace;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A browser's WebSocket that keeps every frame. */
final class Feed implements FeedListener, AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final List<byte[]> previews = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();
    private @Nullable FeedConnection socket;

    private Feed() {}

    /** Connects and waits for the snapshot. */
    static Feed open(GatewayUnderTest gateway, Browser browser) {
        Feed feed = connect(gateway, browser);
        feed.await(frame -> true);
        return feed;
    }

    /** Connects; headers in pairs. */
    static Feed connect(GatewayUnderTest gateway, Browser browser, String... headers) {
        Feed feed = new Feed();
        feed.connectTo(gateway, browser, headers);
        return feed;
    }

    private void connectTo(GatewayUnderTest gateway, Browser browser, String... headers) {
        browser.visitor();
        try {
            socket = browser.client()
                    .at(gateway.url())
                    .feed(this, Pace.AT_ONCE, headers)
                    .join();
        } catch (CompletionException e) {
            // The exception itself does not tell what the gateway answered.
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                var answer = refused.getResponse();
                throw new AssertionError(
                        "The handshake was answered with %d, %s, %s"
                                .formatted(answer.statusCode(), answer.headers().map(), answer.body()),
                        refused);
            }
            throw e;
        }
    }

    /** Every text frame so far, in order. */
    List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    List<JsonNode> ofKind(String kind) {
        return frames.stream()
                .filter(frame -> frame.path("kind").asString("").equals(kind))
                .toList();
    }

    /** The job frames of one job, in order. */
    List<JsonNode> ofJob(String id) {
        return ofKind("job").stream()
                .map(frame -> frame.path("job"))
                .filter(job -> job.path("id").asString("").equals(id))
                .toList();
    }

    List<byte[]> previews() {
        return List.copyOf(previews);
    }

    /** The first frame of this kind; waits for it. */
    JsonNode first(String kind) {
        return await(frame -> frame.path("kind").asString("").equals(kind));
    }

    /** The first frame that tells this status of this job; waits for it. */
    JsonNode told(String job, String status) {
        return await(frame -> frame.path("job").path("id").asString("").equals(job)
                && frame.path("job").path("status").asString("").equals(status));
    }

    /** The first frame like this; waits for it. */
    JsonNode await(Predicate<JsonNode> like) {
        Awaited awaited = new Awaited();
        org.awaitility.Awaitility.await().atMost(BOUND).until(() -> {
            awaited.frame = frames.stream().filter(like).findFirst().orElse(null);
            return awaited.frame != null;
        });
        return java.util.Objects.requireNonNull(awaited.frame);
    }

    private static final class Awaited {
        private volatile @Nullable JsonNode frame;
    }

    void say(String words) {
        java.util.Objects.requireNonNull(socket).say(words);
    }

    void say(byte[] bytes) {
        java.util.Objects.requireNonNull(socket).say(bytes);
    }

    /** How often the server has pinged. */
    int pings() {
        return pings.get();
    }

    /** The code that the server closed with; waits for it. */
    int closedWith() {
        org.awaitility.Awaitility.await().atMost(BOUND).until(() -> closed.get() != 0);
        return closed.get();
    }

    boolean isOpen() {
        return closed.get() == 0;
    }

    @Override
    public void text(String frame) {
        frames.add(Browser.JSON.readTree(frame));
    }

    @Override
    public void preview(byte[] frame) {
        previews.add(frame);
    }

    @Override
    public void pinged() {
        pings.incrementAndGet();
    }

    @Override
    public void ended(int code) {
        closed.set(code);
    }

    @Override
    public void close() {
        FeedConnection open = socket;
        if (open != null) {
            open.close();
        }
    }
}
