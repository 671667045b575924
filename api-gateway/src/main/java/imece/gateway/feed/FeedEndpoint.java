package imece.gateway.feed;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.line.LinePositionsTick.PlacesMoved;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** {@code /ws}: browsers listen; what they say is ignored, and closes the socket with 1009 when it is over 1 KiB. */
@Component
class FeedEndpoint extends TextWebSocketHandler implements PeriodicWork {

    /** Attribute of the handshake: the visitor's id. */
    static final String VISITOR = "imece.visitor";

    private static final int LONGEST_TEXT = 1024;

    private final FeedHub hub;
    private final FeedSnapshots snapshots;
    private final FeedFrames frames;
    private final Map<String, FeedSocket> open = new ConcurrentHashMap<>();
    private final LongAdder conflated = new LongAdder();

    FeedEndpoint(FeedHub hub, FeedSnapshots snapshots, FeedFrames frames, MeterRegistry meters) {
        this.hub = hub;
        this.snapshots = snapshots;
        this.frames = frames;
        meters.gauge("imece.feed.sockets", hub, FeedHub::size);
        FunctionCounter.builder("imece.feed.conflated", conflated, LongAdder::sum)
                .register(meters);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
        Object visitor = session.getAttributes().get(VISITOR);
        Session standard = session instanceof StandardWebSocketSession nativeOne ? nativeOne.getNativeSession() : null;
        if (!(visitor instanceof UUID owner) || standard == null) {
            session.close(CloseStatus.POLICY_VIOLATION);
            return;
        }
        session.setTextMessageSizeLimit(LONGEST_TEXT);
        session.setBinaryMessageSizeLimit(LONGEST_TEXT);
        FeedSocket socket = new FeedSocket(owner, standard, frames, conflated);
        open.put(session.getId(), socket);
        // Bound first, then read: what is committed in between waits behind the snapshot.
        hub.add(socket);
        snapshots.send(socket);
    }

    /** The container counts letters, the surface bytes. */
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
        if (message.getPayloadLength() > LONGEST_TEXT) {
            session.close(CloseStatus.TOO_BIG_TO_PROCESS);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        FeedSocket socket = open.remove(session.getId());
        if (socket != null) {
            hub.remove(socket);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
        session.close(CloseStatus.SERVER_ERROR);
    }

    @EventListener
    void on(PlacesMoved moved) {
        hub.moved(moved.moved());
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(20), "ping-browsers", this::ping));
    }

    /** Each on a thread of its own: one that does not take its ping holds up nobody else's. */
    private void ping() {
        hub.all().forEach(socket -> Thread.ofVirtual().name("ping").start(socket::ping));
    }
}
