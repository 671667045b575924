package imece.broker;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Takes one TLS connection, asks for a password as a broker does, writes down what the client says, and hangs up. */
final class ListeningBroker implements AutoCloseable {
    private static final int HEADER_BYTES = 8;

    private final SSLServerSocket socket;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    ListeningBroker(SSLContext context) throws IOException {
        socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().name("listening-broker").daemon().start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All that the client said once it was told to prove who it is. */
    String heard() throws Exception {
        return heard.get(30, TimeUnit.SECONDS);
    }

    private void listen() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Socket client = socket.accept()) {
            InputStream in = client.getInputStream();
            said.write(in.readNBytes(HEADER_BYTES));
            client.getOutputStream().write(start());
            client.getOutputStream().flush();
            byte[] buffer = new byte[8_192];
            said.write(buffer, 0, Math.max(0, in.read(buffer)));
        } catch (IOException refused) {
            // The client did not like the certificate.
        } finally {
            heard.complete(said.toString(StandardCharsets.ISO_8859_1));
        }
    }

    /** The frame of connection.start: version 0-9, no properties, PLAIN. */
    private static byte[] start() throws IOException {
        ByteArrayOutputStream method = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(method);
        out.writeShort(10);
        out.writeShort(10);
        out.writeByte(0);
        out.writeByte(9);
        out.writeInt(0);
        longString(out, "PLAIN");
        longString(out, "en_US");
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream whole = new DataOutputStream(frame);
        whole.writeByte(1);
        whole.writeShort(0);
        whole.writeInt(method.size());
        whole.write(method.toByteArray());
        whole.writeByte(0xCE);
        return frame.toByteArray();
    }

    private static void longString(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeBytes(text);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
