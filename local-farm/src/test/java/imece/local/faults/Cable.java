package imece.local.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a member and the broker that can be torn (both ends notice) or go dead (nobody notices). */
final class Cable implements AutoCloseable {

    private final String uri;
    private final InetSocketAddress to;
    private final ServerSocket entry;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean torn;
    private volatile boolean dead;

    Cable(String uri) throws IOException {
        URI real = URI.create(uri);
        this.to = new InetSocketAddress(real.getHost(), real.getPort());
        this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.uri = uri.replace(real.getHost() + ":" + real.getPort(), "127.0.0.1:" + entry.getLocalPort());
        Thread.ofPlatform().name("cable").daemon().start(this::accept);
    }

    /** The broker's address through this cable. */
    String uri() {
        return uri;
    }

    /** Every connection breaks, and none can be made. */
    void tear() {
        torn = true;
        ends.forEach(Cable::shut);
    }

    /** Bytes vanish; no connection ends by itself. */
    void goDead() {
        dead = true;
    }

    /** Works again for new connections; what went dead is cut. */
    void mend() {
        ends.forEach(Cable::shut);
        dead = false;
        torn = false;
    }

    @Override
    public void close() throws IOException {
        entry.close();
        ends.forEach(Cable::shut);
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket from = entry.accept();
                if (torn) {
                    shut(from);
                } else {
                    Socket onwards = new Socket();
                    ends.add(from);
                    ends.add(onwards);
                    onwards.connect(to, 2_000);
                    pump(from, onwards);
                    pump(onwards, from);
                }
            } catch (IOException e) {
                // The broker is away, or the cable is put away.
            }
        }
    }

    private void pump(Socket from, Socket onwards) {
        Thread.ofPlatform().name("cable").daemon().start(() -> {
            byte[] buffer = new byte[16_384];
            try (InputStream in = from.getInputStream();
                    OutputStream out = onwards.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!dead) {
                        out.write(buffer, 0, read);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // Its other end is gone.
            } finally {
                if (!dead) {
                    shut(from);
                    shut(onwards);
                }
            }
        });
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone is gone.
        }
    }
}
