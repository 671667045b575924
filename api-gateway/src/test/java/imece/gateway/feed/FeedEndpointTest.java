package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import tools.jackson.databind.json.JsonMapper;

class FeedEndpointTest {

    private static final UUID VISITOR = new UUID(1, 1);

    private final FeedFrames frames = new FeedFrames(new JsonMapper());
    private final FeedHub hub = new FeedHub(frames);
    private final List<String> order = new ArrayList<>();
    private final FeedEndpoint endpoint = new FeedEndpoint(hub, asking(), frames, new SimpleMeterRegistry());

    /** What is committed between the two would else be in neither. */
    @Test
    void aSocketIsBoundBeforeItsSnapshotIsReadAndLetGoWhenItCloses() throws Exception {
        StandardWebSocketSession session = session(Map.of(FeedEndpoint.VISITOR, VISITOR));

        endpoint.afterConnectionEstablished(session);
        assertThat(order).containsExactly("asked for a snapshot, bound: true");
        assertThat(hub.owners()).containsExactly(VISITOR);

        endpoint.afterConnectionClosed(session, CloseStatus.NORMAL);
        assertThat(hub.owners()).isEmpty();
        assertThat(hub.size()).isZero();
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

    private static StandardWebSocketSession session(Map<String, Object> attributes) {
        StandardWebSocketSession session =
                new StandardWebSocketSession(new HttpHeaders(), new HashMap<>(attributes), null, null);
        session.initializeNativeSession(stand(Session.class));
        return session;
    }

    /** Says nothing, and has an empty map of its own. */
    private static <T> T stand(Class<T> type) {
        Object[] answers = {false, 0, 0L, new HashMap<>()};
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
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
