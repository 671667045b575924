package imece.local.behaviour;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection on which a test says byte by byte what no client would say. */
final class RawExchange implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int CLOSE = 8;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket;
    private final DataInputStream in;

    private RawExchange(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static RawExchange with(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawExchange(socket);
    }

    /** The whole answer to one request, head and body. */
    static String answer(int port, String... lines) throws IOException {
        try (RawExchange exchange = with(port)) {
            return exchange.say(lines).answer();
        }
    }

    /** The lines of a handshake of this visitor; cookie and further headers may be missing. */
    static String[] handshake(String host, String cookie, String... headers) {
        String shown = cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n";
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return (shown + more + "Host: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: aW1lY2UtaW1lY2UtaW1lYw==\r\n")
                .transform(head -> ("GET /ws HTTP/1.1\r\n" + head).split("\r\n"));
    }

    /** Sends these lines and the empty one behind them. */
    RawExchange say(String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** The head of the answer. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The answer ends early: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private String answer() throws IOException {
        String head = head();
        Matcher length = LENGTH.matcher(head);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return head + new String(body, StandardCharsets.UTF_8);
    }

    /** Of a WebSocket: the code that the server closes it with, before any other frame; 0 if another one comes first. */
    int closedAtOnceWith() throws IOException {
        int kind = in.readUnsignedByte() & 0x0f;
        if (kind != CLOSE) {
            return 0;
        }
        in.readUnsignedByte();
        return in.readUnsignedShort();
    }

    /** Hangs up as a machine does that is gone: no goodbye, nothing is read any more. */
    void tear() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
