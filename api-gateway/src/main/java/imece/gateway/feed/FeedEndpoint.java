package imece.gateway.feed;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.feed.SocketAdmission.SocketCaller;
import imece.gateway.feed.SocketCounts.SocketDecision;
import imece.gateway.feed.SocketCounts.SocketPlace;
import imece.gateway.identity.Caller;
import imece.gateway.identity.LiveCallers;
import imece.gateway.line.LinePositionsTick.PlacesMoved;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.websocket.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** {@code /ws}: browsers listen; what they say is ignored, and closes the socket with 1009 when it is over 1 KiB. */
@Component
class FeedEndpoint extends TextWebSocketHandler implements PeriodicWork {

    private static final Duration ENDED_WITHIN = Duration.ofSeconds(2);
    private static final int LONGEST_TEXT = 1024;
    private static final CloseStatus TRY_AGAIN_LATER = CloseStatus.SERVICE_OVERLOAD;

    private final FeedHub hub;
    private final FeedSnapshots snapshots;
    private final FeedFrames frames;
    private final SocketAdmission admission;
    private final LiveCallers callers;
    private final Map<String, Bound> open = new ConcurrentHashMap<>();
    private final LongAdder conflated = new LongAdder();

    FeedEndpoint(
            FeedHub hub,
            FeedSnapshots snapshots,
            FeedFrames frames,
            SocketAdmission admission,
            LiveCallers callers,
            MeterRegistry meters) {
        this.hub = hub;
        this.snapshots = snapshots;
        this.frames = frames;
        this.admission = admission;
        this.callers = callers;
        meters.gauge("imece.feed.sockets", hub, FeedHub::size);
        FunctionCounter.builder("imece.feed.conflated", conflated, LongAdder::sum)
                .register(meters);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
        Session standard = session instanceof StandardWebSocketSession nativeOne ? nativeOne.getNativeSession() : null;
        if (!(session.getAttributes().get(SocketCaller.ATTRIBUTE) instanceof SocketCaller caller) || standard == null) {
            session.close(CloseStatus.POLICY_VIOLATION);
            return;
        }
        switch (admission.admit(caller)) {
            case SocketDecision.Admitted admitted -> bind(session, standard, caller, admitted.place());
            case SocketDecision.Full full -> {
                // By itself Tomcat waits for half a minute for the answer to a goodbye.
                standard.getUserProperties()
                        .put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, SocketAdmission.GOODBYE.toMillis());
                session.close(TRY_AGAIN_LATER.withReason(full.limit().sentence()));
            }
        }
    }

    private void bind(WebSocketSession session, Session standard, SocketCaller caller, SocketPlace place) {
        session.setTextMessageSizeLimit(LONGEST_TEXT);
        session.setBinaryMessageSizeLimit(LONGEST_TEXT);
        FeedSocket socket = new FeedSocket(caller.visitor(), standard, frames, conflated);
        open.put(session.getId(), new Bound(socket, place, caller.asker()));
        // Bound first, then read: what is committed in between waits behind the snapshot.
        hub.add(socket);
        snapshots.send(socket);
    }

    /** A socket that is told what happens, its place among those that are counted, and by whose right it is open. */
    private record Bound(
            FeedSocket socket, SocketPlace place, @Nullable Caller asker) {}

    /** The container counts letters, the surface bytes. */
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
        if (message.getPayloadLength() > LONGEST_TEXT) {
            session.close(CloseStatus.TOO_BIG_TO_PROCESS);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        forget(session.getId());
    }

    private void forget(String session) {
        Bound gone = open.remove(session);
        if (gone != null) {
            hub.remove(gone.socket());
            gone.place().free();
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        Bound bound = open.get(session.getId());
        if (bound != null) {
            bound.socket().ponged();
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
        return List.of(
                PeriodicTask.every(Duration.ofSeconds(20), "ping-browsers", this::ping),
                PeriodicTask.every(ENDED_WITHIN, "end-sockets", this::endSockets));
    }

    /** A session that was ended, or a key that was revoked, at whichever gateway. */
    private void endSockets() {
        Set<Caller> asking = open.values().stream()
                .flatMap(bound -> Stream.ofNullable(bound.asker()))
                .collect(Collectors.toSet());
        if (asking.isEmpty()) {
            return;
        }
        Set<Caller> ended = callers.ended(asking);
        open.values().stream()
                .filter(bound -> bound.asker() != null && ended.contains(bound.asker()))
                .forEach(bound -> bound.socket().end());
    }

    /** Each on a thread of its own: one that does not take its ping holds up nobody else's. */
    private void ping() {
        open.forEach((session, bound) -> {
            if (bound.socket().gone()) {
                // Whether or not the container told us: the place is another's.
                forget(session);
            } else {
                Thread.ofVirtual().name("ping").start(bound.socket()::ping);
            }
        });
    }
}
