package imece.worker.engine.comfyui;

import imece.worker.engine.http.BoundedWait;
import imece.worker.engine.http.EngineHttp;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of one run, with a client id of its own: under an id that was used before, ComfyUI may send to the socket that
 * closed. It only decorates; how a run ended is read from the history.
 */
final class ComfySocket implements WebSocket.Listener, AutoCloseable {

    private static final int MOST_TEXT = 4 << 20;
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_WAITING = 500;
    private static final String WISH = "{\"type\":\"feature_flags\",\"data\":{\"supports_preview_metadata\":true}}";

    private final String clientId = UUID.randomUUID().toString().replace("-", "");
    private final String promptId;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ConcurrentLinkedQueue<ComfyEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private @Nullable WebSocket socket;
    private volatile boolean closed;
    private boolean running;

    private ComfySocket(String promptId) {
        this.promptId = promptId;
    }

    /** A socket for this prompt; if it can't be opened, one that stays silent. */
    static ComfySocket open(EngineHttp http, String promptId) {
        ComfySocket socket = new ComfySocket(promptId);
        CompletableFuture<WebSocket> opened = http.socket("/ws?clientId=" + socket.clientId, socket);
        try {
            socket.socket = BoundedWait.await(opened, EngineHttp.SOON);
        } catch (TimeoutException | ExecutionException silent) {
            CompletableFuture<Void> unused = opened.thenAccept(WebSocket::abort);
        }
        return socket;
    }

    String clientId() {
        return clientId;
    }

    /** What has come since the last call, in order. */
    List<ComfyEvent> drain() {
        List<ComfyEvent> drained = new ArrayList<>();
        for (ComfyEvent event = events.poll(); event != null; event = events.poll()) {
            waiting.decrementAndGet();
            drained.add(event);
        }
        return drained;
    }

    /** Whether it will tell nothing any more. */
    boolean closed() {
        return closed;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = true;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        CompletableFuture<WebSocket> unused = opened.sendText(WISH, true);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (text.length() + part.length() <= MOST_TEXT) {
            text.append(part);
        }
        if (last) {
            Optional<ComfyEvent> event = ComfyEvent.of(text.toString(), promptId);
            text.setLength(0);
            event.ifPresent(this::note);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        if (bytes.size() + part.remaining() <= MOST_BYTES) {
            byte[] chunk = new byte[part.remaining()];
            part.get(chunk);
            bytes.writeBytes(chunk);
        } else {
            // Too large to be a preview; what is left of it decodes to nothing.
            bytes.reset();
        }
        if (last) {
            Optional<ComfyEvent> event = ComfyEvent.of(bytes.toByteArray(), promptId, running);
            bytes.reset();
            event.ifPresent(this::note);
        }
        from.request(1);
        return null;
    }

    private void note(ComfyEvent event) {
        running = !(event instanceof ComfyEvent.Over);
        if (waiting.get() < MOST_WAITING) {
            waiting.incrementAndGet();
            events.add(event);
        }
    }
}
