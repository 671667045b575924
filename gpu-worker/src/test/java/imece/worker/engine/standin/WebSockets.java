package imece.worker.engine.standin;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The server's end of WebSockets (RFC 6455), as far as a stand-in needs it: it sends, and takes note of nothing but a close. */
final class WebSockets {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 8;

    private final Map<String, Exchange> byClient = new ConcurrentHashMap<>();

    /** Agrees, and stays until the client closes. */
    void serve(Exchange exchange, String client) throws IOException {
        OutputStream out = exchange.socket.getOutputStream();
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(exchange.headers.get("Sec-WebSocket-Key")) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        byClient.put(client, exchange);
        DataInputStream in = new DataInputStream(exchange.socket.getInputStream());
        while ((in.readUnsignedByte() & 0x0f) != CLOSE) {
            int length = in.readUnsignedByte() & 0x7f;
            length = length == 126 ? in.readUnsignedShort() : length;
            in.skipNBytes(4L + length);
        }
    }

    void text(String client, String text) {
        send(client, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void binary(String client, byte[] bytes) {
        send(client, BINARY, bytes);
    }

    private void send(String client, int kind, byte[] bytes) {
        Exchange exchange = byClient.get(client);
        if (exchange == null) {
            return;
        }
        try {
            OutputStream out = exchange.socket.getOutputStream();
            synchronized (exchange) {
                out.write(kind);
                if (bytes.length < 126) {
                    out.write(bytes.length);
                } else if (bytes.length < 1 << 16) {
                    out.write(126);
                    out.write(bytes.length >> 8);
                    out.write(bytes.length);
                } else {
                    out.write(127);
                    for (int shift = 56; shift >= 0; shift -= 8) {
                        out.write((int) ((long) bytes.length >> shift));
                    }
                }
                out.write(bytes);
                out.flush();
            }
        } catch (IOException gone) {
            byClient.remove(client);
        }
    }

    private static String accept(String key) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
