package imece.client;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An open feed. Frames are put together from their pieces and handed on whole. */
public final class FeedConnection implements AutoCloseable {
    private static final int ABNORMAL = 1006;

    private final FeedListener listener;
    private final Pace pace;
    private final AtomicInteger ended = new AtomicInteger();
    private volatile @Nullable WebSocket socket;

    FeedConnection(FeedListener listener, Pace pace) {
        this.listener = listener;
        this.pace = pace;
    }

    /** What the HTTP client tells about this feed. */
    WebSocket.Listener receiver() {
        return new Receiver();
    }

    FeedConnection over(WebSocket opened) {
        socket = opened;
        return this;
    }

    /** Whether the gateway, or the way to it, ended it. */
    public boolean lost() {
        return ended.get() != 0;
    }

    /** Sends words to the gateway. */
    public void say(String words) {
        open().sendText(words, true).join();
    }

    /** Sends bytes to the gateway. */
    public void say(byte[] bytes) {
        open().sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Ends it without a word, as a page does that is gone. */
    @Override
    public void close() {
        open().abort();
    }

    private WebSocket open() {
        return Objects.requireNonNull(socket, "the feed is not open yet");
    }

    private void end(int code) {
        if (ended.compareAndSet(0, code)) {
            listener.ended(code);
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onOpen(WebSocket from) {
            if (pace.reads()) {
                from.request(1);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                listener.text(whole);
            }
            return next(from);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] piece = new byte[data.remaining()];
            data.get(piece);
            bytes.writeBytes(piece);
            if (last) {
                byte[] whole = bytes.toByteArray();
                bytes.reset();
                listener.preview(whole);
            }
            return next(from);
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            listener.pinged();
            return next(from);
        }

        private @Nullable CompletionStage<?> next(WebSocket from) {
            if (pace.pause().isZero()) {
                from.request(1);
                return null;
            }
            return CompletableFuture.runAsync(
                    () -> from.request(1),
                    CompletableFuture.delayedExecutor(pace.pause().toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(ABNORMAL);
        }
    }
}
