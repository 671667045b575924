package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.gateway.LimitSettings;
import imece.gateway.feed.SocketAdmission.SocketCaller;
import imece.gateway.identity.Caller;
import imece.gateway.identity.Caller.VisitorCaller;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import tools.jackson.databind.json.JsonMapper;

class FeedEndpointTest {

    private static final UUID VISITOR = new UUID(1, 1);

    private final Set<Caller> ended = new HashSet<>();
    private final FeedFrames frames = new FeedFrames(new JsonMapper());
    private final FeedHub hub = new FeedHub(frames);
    private final List<String> order = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SocketAdmission admission =
            new SocketAdmission(new LimitSettings(List.of("127.0.0.0/8"), 4, 2, 3, 8), meters);
    private final FeedEndpoint endpoint = new FeedEndpoint(hub, asking(), frames, admission, asked -> ended, meters);
    private final List<CloseReason> closed = new ArrayList<>();
    private final AtomicBoolean living = new AtomicBoolean(true);
    private int sessions;

    /** What is committed between the two would else be in neither. */
    @Test
    void aSocketIsBoundBeforeItsSnapshotIsReadAndLetGoWhenItCloses() throws Exception {
        StandardWebSocketSession session = session(VISITOR);

        endpoint.afterConnectionEstablished(session);
        assertThat(order).containsExactly("asked for a snapshot, bound: true");
        assertThat(hub.owners()).containsExactly(VISITOR);

        endpoint.afterConnectionClosed(session, CloseStatus.NORMAL);
        assertThat(hub.owners()).isEmpty();
        assertThat(hub.size()).isZero();
        assertThat(admission.taken()).isZero();
    }

    @Test
    void whoHasTooManyIsToldToTryLaterIsBoundToNothingAndHasNothingRead() throws Exception {
        endpoint.afterConnectionEstablished(session(VISITOR));
        StandardWebSocketSession second = session(VISITOR);
        endpoint.afterConnectionEstablished(second);
        StandardWebSocketSession third = session(VISITOR);

        endpoint.afterConnectionEstablished(third);
        endpoint.afterConnectionClosed(third, CloseStatus.SERVICE_OVERLOAD);

        assertThat(closed).hasSize(1);
        assertThat(closed.getFirst().getCloseCode().getCode()).isEqualTo(1013);
        assertThat(closed.getFirst().getReasonPhrase()).contains("Try again later");
        assertThat(order).hasSize(2);
        assertThat(hub.size()).isEqualTo(2);
        assertThat(meters.counter("imece.feed.refused", "limit", "visitor").count())
                .isEqualTo(1);

        endpoint.afterConnectionClosed(second, CloseStatus.NORMAL);
        endpoint.afterConnectionClosed(second, CloseStatus.NORMAL);
        assertThat(admission.taken()).isEqualTo(1);
        endpoint.afterConnectionEstablished(session(VISITOR));
        assertThat(closed).hasSize(1);
    }

    @Test
    void aSocketOfWhichTheContainerDidNotTellIsForgottenAtThePing() throws Exception {
        endpoint.afterConnectionEstablished(session(VISITOR));
        assertThat(admission.taken()).isEqualTo(1);

        living.set(false);
        endpoint.periodicTasks().getFirst().work().run();

        assertThat(admission.taken()).isZero();
        assertThat(hub.size()).isZero();
    }

    @Test
    void aSocketEndsWithWhatItWasOpenedBy() throws Exception {
        UUID other = new UUID(2, 2);
        endpoint.afterConnectionEstablished(session(VISITOR));
        endpoint.afterConnectionEstablished(session(other));

        endpoint.periodicTasks().getLast().work().run();
        assertThat(closed).isEmpty();

        ended.add(new VisitorCaller(other, false));
        endpoint.periodicTasks().getLast().work().run();
        await().untilAsserted(() -> assertThat(closed).hasSize(1));
        assertThat(closed.getFirst().getCloseCode().getCode()).isEqualTo(4001);
    }

    @Test
    void whoIsNobodyIsNotBound() throws Exception {
        endpoint.afterConnectionEstablished(session(Map.of()));
        assertThat(hub.size()).isZero();
        assertThat(order).isEmpty();
    }

    /** Of the snapshot only the question is looked at: nothing is read. */
    @SuppressWarnings("NullAway")
    private FeedSnapshots asking() {
        return new FeedSnapshots(hub, null, null, frames) {
            @Override
            void send(FeedSocket socket) {
                order.add("asked for a snapshot, bound: " + hub.all().contains(socket));
            }
        };
    }

    private StandardWebSocketSession session(UUID visitor) {
        return session(
                Map.of(SocketCaller.ATTRIBUTE, new SocketCaller(visitor, null, new VisitorCaller(visitor, false))));
    }

    private StandardWebSocketSession session(Map<String, Object> attributes) {
        StandardWebSocketSession session =
                new StandardWebSocketSession(new HttpHeaders(), new HashMap<>(attributes), null, null);
        session.initializeNativeSession(stand(Session.class));
        return session;
    }

    /** Says nothing, and has an empty map of its own. */
    private <T> T stand(Class<T> type) {
        Object[] answers = {false, 0, 0L, new HashMap<>()};
        String id = "session " + ++sessions;
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && arguments != null) {
                        closed.add((CloseReason) arguments[0]);
                    }
                    if (method.getName().equals("getId")) {
                        return id;
                    }
                    if (method.getName().equals("isOpen")) {
                        return living.get();
                    }
                    Class<?> wanted = method.getReturnType();
                    return switch (wanted.getSimpleName()) {
                        case "Async" -> stand(RemoteEndpoint.Async.class);
                        case "boolean" -> answers[0];
                        case "int" -> answers[1];
                        case "long" -> answers[2];
                        case "Map" -> answers[3];
                        case "URI" -> URI.create("/ws");
                        default -> null;
                    };
                }));
    }
}
