package imece.gateway.feed;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.tomcat.websocket.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One browser's socket: sends one frame at a time, the next one when the last is gone, and holds no thread meanwhile. */
final class FeedSocket {

    private static final Logger log = LoggerFactory.getLogger(FeedSocket.class);
    private static final long SEND_TIMEOUT_MILLIS = 10_000;
    private static final int COME_BACK = 4001;

    /** Pings in a row that may stay without an answer: in between a slow reader has come to them. */
    static final int MOST_UNANSWERED = 5;

    private final UUID owner;
    private final Session session;
    private final FeedFrames frames;
    private final FrameQueue queue;
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicInteger unanswered = new AtomicInteger();

    FeedSocket(UUID owner, Session session, FeedFrames frames, LongAdder conflated) {
        this.queue = new FrameQueue(conflated);
        this.owner = owner;
        this.session = session;
        this.frames = frames;
        session.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
        // By itself Tomcat gives a goodbye 50 ms, and hangs up without it where a frame is still on its way.
        session.getUserProperties().put(Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY, SEND_TIMEOUT_MILLIS);
    }

    UUID owner() {
        return owner;
    }

    FrameQueue outbox() {
        return queue;
    }

    /** Sends what waits, unless a frame is on its way: that one goes on by itself. */
    void flush() {
        if (queue.overflown()) {
            close(COME_BACK, "Too many changes wait. Come back and take a new snapshot.");
            return;
        }
        // A loop, not a call from the completion: a fast reader would otherwise grow the stack by a frame each time.
        while (!closing.get() && queue.ready() && sending.compareAndSet(false, true)) {
            FrameQueue.QueuedFrame frame = queue.next();
            if (frame == null) {
                sending.set(false);
            } else if (!sentAtOnce(frame)) {
                return;
            }
        }
    }

    /**
     * Keeps proxies from closing a quiet connection, and finds out about dead ones. The page on the other side hears no pings:
     * a pulse tells it that the connection lives. May wait, for Tomcat's pings do; never behind a frame, which has its own time.
     * A phone that has left its network says no goodbye, and the system would hold its connection for a quarter of an hour: who
     * answers no ping is gone.
     */
    void ping() {
        if (unanswered.get() >= MOST_UNANSWERED) {
            close(COME_BACK, "No ping was answered.");
            return;
        }
        if (!closing.get() && sending.compareAndSet(false, true)) {
            try {
                session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
                unanswered.incrementAndGet();
            } catch (IOException | IllegalStateException | IllegalArgumentException e) {
                log.debug("No ping: {}", e.toString());
            } finally {
                sending.set(false);
            }
        }
        queue.pulse(frames.pulse());
        flush();
    }

    /** The browser has answered a ping. */
    void ponged() {
        unanswered.set(0);
    }

    /** Whether its session has ended. */
    boolean gone() {
        return !session.isOpen();
    }

    /** Its session or key has ended: whoever may still come comes back. */
    void end() {
        close(COME_BACK, "What opened this connection has ended.");
    }

    /** Never waits: a socket that stalls takes its goodbye only once its reader goes on, or when its time is up. */
    void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("goodbye").start(() -> {
                try {
                    session.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
                } catch (IOException | IllegalStateException e) {
                    log.debug("Closing a socket that is gone: {}", e.toString());
                }
            });
        }
    }

    /** Whether the frame is already gone; else the completion goes on with the next one. */
    private boolean sentAtOnce(FrameQueue.QueuedFrame frame) {
        AtomicReference<Progress> progress = new AtomicReference<>(Progress.SENDING);
        try {
            switch (frame) {
                case FrameQueue.QueuedFrame.Text text ->
                    session.getAsyncRemote().sendText(text.text(), done(progress));
                case FrameQueue.QueuedFrame.Binary binary ->
                    session.getAsyncRemote().sendBinary(binary.bytes(), done(progress));
                case FrameQueue.QueuedFrame.Positions positions ->
                    session.getAsyncRemote().sendText(frames.positions(positions.jobs()), done(progress));
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            log.debug("A frame could not be sent, the browser is asked to come back: {}", e.toString());
            close(COME_BACK, "The frame could not be sent.");
            return false;
        } catch (RuntimeException e) {
            // Whoever tells one socket has others to tell.
            log.error("A frame failed in a way that nobody foresaw; the browser is asked to come back.", e);
            close(COME_BACK, "The frame could not be sent.");
            return false;
        }
        return !progress.compareAndSet(Progress.SENDING, Progress.LATER);
    }

    private SendHandler done(AtomicReference<Progress> progress) {
        return result -> {
            if (!result.isOK()) {
                // Behind half a frame no goodbye can follow: what is gone is forgotten at once.
                session.getUserProperties().remove(Constants.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT_PROPERTY);
                close(COME_BACK, "The frame could not be delivered in time.");
                return;
            }
            sending.set(false);
            if (!progress.compareAndSet(Progress.SENDING, Progress.DONE)) {
                flush();
            }
        };
    }

    private enum Progress {
        SENDING,
        DONE,
        LATER
    }
}
