package imece.bench.farm;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** One browser's WebSocket. Frames are handed on as text, with the moment at which they were there. */
public final class Feed implements WebSocket.Listener, AutoCloseable {

    /** Takes frames, one at a time. */
    @FunctionalInterface
    public interface Reader {
        /**
         * A whole text frame.
         *
         * @param nanos when it was there, as of {@link System#nanoTime}
         */
        void read(String frame, long nanos);
    }

    private final Reader reader;
    private final StringBuilder text = new StringBuilder();
    private volatile boolean closed;
    private volatile Runnable end = () -> {};

    private Feed(Reader reader) {
        this.reader = reader;
    }

    static Feed open(URI gateway, String cookie, Reader reader) {
        Feed feed = new Feed(reader);
        WebSocket socket = BenchVisitor.HTTP
                .newWebSocketBuilder()
                .header("Cookie", cookie)
                .buildAsync(URI.create("ws://" + gateway.getAuthority() + "/ws"), feed)
                .join();
        feed.end = socket::abort;
        return feed;
    }

    /** Whether the gateway, or the way to it, ended it. */
    public boolean lost() {
        return closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            reader.read(text.toString(), System.nanoTime());
            text.setLength(0);
        }
        return WebSocket.Listener.super.onText(from, data, last);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        return WebSocket.Listener.super.onBinary(from, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = true;
        return WebSocket.Listener.super.onClose(from, code, reason);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = true;
    }

    @Override
    public void close() {
        end.run();
    }
}
