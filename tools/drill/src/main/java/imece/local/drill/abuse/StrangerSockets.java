package imece.local.drill.abuse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Bare connections of one stranger, from an address of its own, past all cables; for one thread. */
final class StrangerSockets implements AutoCloseable {
    /** Another one than that of the honest, so that limits by address are its own. */
    private static final String FROM = "127.0.0.66";

    private static final int PATIENCE_MILLIS = 2_000;

    private final List<Socket> open = new ArrayList<>();

    /** Where it comes from. */
    static InetAddress address() {
        try {
            return InetAddress.getByName(FROM);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Opens one and says this; does nothing if it is refused. */
    void open(int port, String words) {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(address(), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            open.add(socket);
        } catch (IOException refused) {
            close(socket);
        }
    }

    /** Says a little more on each; those that were closed by the farm are forgotten. */
    void say(String words) {
        byte[] bytes = words.getBytes(StandardCharsets.ISO_8859_1);
        for (Iterator<Socket> each = open.iterator(); each.hasNext(); ) {
            Socket socket = each.next();
            try {
                if (socket.getInputStream().available() > 0) {
                    throw new IOException("The farm has answered.");
                }
                socket.getOutputStream().write(bytes);
            } catch (IOException over) {
                close(socket);
                each.remove();
            }
        }
    }

    /** How many are open, as far as is known. */
    int count() {
        return open.size();
    }

    @Override
    public void close() {
        open.forEach(StrangerSockets::close);
        open.clear();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It was to go.
        }
    }
}
