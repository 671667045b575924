package imece.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FeedConnectionTest {
    private final List<String> told = new ArrayList<>();
    private final MadeUpSocket socket = new MadeUpSocket();

    private final FeedListener listener = new FeedListener() {
        @Override
        public void text(String frame) {
            told.add(frame);
        }

        @Override
        public void preview(byte[] frame) {
            told.add("preview " + new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        public void ended(int code) {
            told.add("ended " + code);
        }
    };

    @Test
    void aFrameInPiecesIsHandedOnWhole() {
        WebSocket.Listener receiver = new FeedConnection(listener, Pace.AT_ONCE).receiver();

        receiver.onOpen(socket);
        receiver.onText(socket, "one ", false);
        receiver.onText(socket, "frame", true);
        receiver.onBinary(socket, bytes("a pic"), false);
        receiver.onBinary(socket, bytes("ture"), true);
        receiver.onText(socket, "another", true);

        assertThat(told).containsExactly("one frame", "preview a picture", "another");
        assertThat(socket.asked).isEqualTo(6);
    }

    @Test
    void whoNeverReadsAsksForNothing() {
        new FeedConnection(listener, Pace.NEVER).receiver().onOpen(socket);

        assertThat(socket.asked).isZero();
    }

    @Test
    void theEndIsToldOnce() {
        FeedConnection feed = new FeedConnection(listener, Pace.AT_ONCE);
        WebSocket.Listener receiver = feed.receiver();
        assertThat(feed.lost()).isFalse();

        receiver.onError(socket, new IOException("cut off"));
        receiver.onClose(socket, 4001, "");

        assertThat(told).containsExactly("ended 1006");
        assertThat(feed.lost()).isTrue();
    }

    private static ByteBuffer bytes(String words) {
        return ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8));
    }

    private static final class MadeUpSocket implements WebSocket {
        private long asked;

        @Override
        public void request(long pieces) {
            asked += pieces;
        }

        @Override
        public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendClose(int code, String reason) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public String getSubprotocol() {
            return "";
        }

        @Override
        public boolean isOutputClosed() {
            return false;
        }

        @Override
        public boolean isInputClosed() {
            return false;
        }

        @Override
        public void abort() {}
    }
}
