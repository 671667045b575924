package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A browser's WebSocket that is open and reads nothing until it is told to. */
final class StalledReader implements AutoCloseable {
    private static final int CLOSE = 8;
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;

    private StalledReader(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static StalledReader open(GatewayUnderTest gateway, Browser browser) throws IOException {
        browser.visitor();
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        StalledReader reader = new StalledReader(socket);
        String request = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port() + "\r\nCookie: " + browser.cookie()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: aW1lY2UtaW1lY2UtaW1lYw==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.head()).startsWith("HTTP/1.1 101");
        return reader;
    }

    /** Reads on from here to the end; the code with which the server took its leave. */
    int readToTheEnd() throws IOException {
        while (true) {
            int kind = in.readUnsignedByte() & 0x0f;
            byte[] content = in.readNBytes(length(in.readUnsignedByte() & 0x7f));
            if (kind == CLOSE) {
                return ((content[0] & 0xff) << 8) | (content[1] & 0xff);
            }
        }
    }

    /** RFC 6455, 5.2: what a server sends is not masked. */
    private int length(int first) throws IOException {
        return switch (first) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> first;
        };
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
