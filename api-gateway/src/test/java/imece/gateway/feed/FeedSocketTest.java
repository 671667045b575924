package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A browser whose connection takes one frame and then nothing more. */
class FeedSocketTest {

    private final AtomicInteger sent = new AtomicInteger();
    private final BlockingQueue<SendHandler> delivering = new LinkedBlockingQueue<>();
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
    private final CountDownLatch goodbyeTaken = new CountDownLatch(1);
    private final JsonMapper json = new JsonMapper();
    private final RemoteEndpoint.Async remote = stand(RemoteEndpoint.Async.class, (method, arguments) -> {
        if (method.equals("sendText")) {
            sent.incrementAndGet();
            texts.add((String) Objects.requireNonNull(arguments)[0]);
            delivering.add((SendHandler) arguments[1]);
        } else if (method.equals("sendPing")) {
            pings.incrementAndGet();
        }
        return null;
    });
    private final Session session = stand(Session.class, (method, arguments) -> switch (method) {
        case "getAsyncRemote" -> remote;
        case "getUserProperties" -> properties;
        case "close" -> {
            closed.add((CloseReason) Objects.requireNonNull(arguments)[0]);
            goodbyeTaken.await();
            yield null;
        }
        default -> null;
    });
    private final FeedSocket socket = new FeedSocket(UUID.randomUUID(), session, new FeedFrames(json), new LongAdder());

    @Test
    void whoAnswersNoPingIsGoneAndWhoAnswersOneNowAndThenIsNot() throws InterruptedException {
        goodbyeTaken.countDown();
        for (int i = 1; i < FeedSocket.MOST_UNANSWERED; i++) {
            socket.ping();
        }
        socket.ponged();
        for (int i = 0; i < FeedSocket.MOST_UNANSWERED; i++) {
            socket.ping();
        }
        assertThat(closed).isEmpty();
        assertThat(pings).hasValue(2 * FeedSocket.MOST_UNANSWERED - 1);

        socket.ping();

        CloseReason reason = closed.poll(10, TimeUnit.SECONDS);
        assertThat(Objects.requireNonNull(reason).getCloseCode().getCode()).isEqualTo(4001);
        assertThat(pings).hasValue(2 * FeedSocket.MOST_UNANSWERED - 1);
    }

    @Test
    void aReaderThatStallsIsAskedOnceToComeBackAndWhoeverTellsItNeverWaits() throws InterruptedException {
        socket.outbox().snapshot(0, "{}", Map.of());
        for (int i = 0; i < 2 * FrameQueue.MOST_ORDERED; i++) {
            socket.outbox().text("{}");
            socket.flush();
        }

        CloseReason reason = closed.poll(10, TimeUnit.SECONDS);
        assertThat(Objects.requireNonNull(reason).getCloseCode().getCode()).isEqualTo(4001);
        assertThat(reason.getReasonPhrase()).contains("Come back");
        assertThat(sent).as("one frame is on its way, and none follows it").hasValue(1);
        goodbyeTaken.countDown();
        assertThat(closed).as("a second goodbye").isEmpty();
    }

    @Test
    void whoeverDidNotTakeAFrameInTimeIsLetGoWithoutWaitingForAGoodbyeThatCannotFollow() throws InterruptedException {
        socket.outbox().snapshot(0, "{}", Map.of());
        socket.flush();
        assertThat(properties).containsKey(Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY);

        delivering.remove().onResult(new SendResult(session, new SocketTimeoutException()));

        CloseReason reason = closed.poll(10, TimeUnit.SECONDS);
        assertThat(Objects.requireNonNull(reason).getCloseCode().getCode()).isEqualTo(4001);
        assertThat(properties).doesNotContainKey(Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY);
    }

    @Test
    void aReaderThatIsOnlySlowStays() {
        socket.outbox().snapshot(0, "{}", Map.of());
        for (int i = 0; i < FrameQueue.MOST_ORDERED; i++) {
            socket.outbox().text("{}");
            socket.flush();
        }

        assertThat(closed).isEmpty();
    }

    @Test
    void noPingWaitsBehindAFrameThatIsOnItsWay() {
        socket.ping();
        assertThat(pings).as("nothing is on its way").hasValue(1);

        socket.outbox().snapshot(0, "{}", Map.of());
        socket.flush();
        socket.ping();

        assertThat(sent).hasValue(1);
        assertThat(pings).hasValue(1);
    }

    @Test
    void eachPingComesWithAPulseThatAPageCanHear() throws IOException {
        socket.ping();
        assertThat(texts).as("before the snapshot").isEmpty();

        socket.outbox().snapshot(0, "{}", Map.of());
        socket.flush();
        assertThat(texts).containsExactly("{}");

        FeedSocket quick = new FeedSocket(UUID.randomUUID(), session, new FeedFrames(json), new LongAdder());
        quick.ping();
        quick.ping();
        FrameQueue.QueuedFrame.Text pulse = pulseOf(quick.outbox());
        assertThat(json.readTree(pulse.text()))
                .isEqualTo(json.readTree(Files.readString(
                        Path.of(System.getProperty("imece.home"), "common", "golden", "ws", "pulse.json"))));
        assertThat(quick.outbox().next()).as("one is enough").isNull();
    }

    private static FrameQueue.QueuedFrame.Text pulseOf(FrameQueue queue) {
        queue.snapshot(0, "{}", Map.of());
        queue.next();
        return (FrameQueue.QueuedFrame.Text) Objects.requireNonNull(queue.next());
    }

    private interface Answering {
        @Nullable
        Object to(String method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T stand(Class<T> type, Answering answering) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answering.to(method.getName(), arguments)));
    }
}
