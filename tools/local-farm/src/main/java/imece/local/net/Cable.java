package imece.local.net;

import imece.local.os.CommandProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between two processes that can be torn (both ends notice), go dead in both or in one direction (nobody notices)
 * or become slow.
 */
public final class Cable implements AutoCloseable {

    /** Which way bytes go. */
    public enum Way {
        /** From the one who connects. */
        THERE,
        /** To the one who connects. */
        BACK
    }

    private final InetSocketAddress to;
    private final ServerSocket entry;
    private String uri = "";
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean torn;
    private final Set<Way> dead = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;

    /** Leads from a port of its own on loopback to this one. */
    public Cable(String host, int port) {
        try {
            this.to = new InetSocketAddress(host, port);
            this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new CommandProblem("No port could be opened on loopback: " + e.getMessage(), e);
        }
        Thread.ofPlatform().name("cable").daemon().start(this::accept);
    }

    /** Leads to the host and port of this URI. */
    public Cable(String uri) {
        this(URI.create(uri));
    }

    private Cable(URI uri) {
        this(uri.getHost(), uri.getPort());
        this.uri = through(uri.toString());
    }

    /** The URI that it was made for, by way of this cable; empty if it was made for a host and a port. */
    public String uri() {
        return uri;
    }

    /** The port at this end. */
    public int port() {
        return entry.getLocalPort();
    }

    /** The port at the other end. */
    public int toPort() {
        return to.getPort();
    }

    /** The same address by way of this cable. */
    public String through(String uri) {
        return uri.replace(to.getHostString() + ":" + to.getPort(), "127.0.0.1:" + port());
    }

    /** Every connection breaks, and none can be made. */
    public void tear() {
        torn = true;
        cutAll();
    }

    /** Bytes vanish; no connection ends by itself. */
    public void goDead() {
        goDead(Way.THERE);
        goDead(Way.BACK);
    }

    /** Bytes that go this way vanish, and so does the news that their sender has left. The other way works. */
    public void goDead(Way way) {
        dead.add(way);
    }

    /** What the caller says arrives, what it is answered vanishes; no connection ends by itself. */
    public void swallowAnswers() {
        goDead(Way.BACK);
    }

    /** Bytes arrive later by this much, in their order. */
    public void slowDown(Duration by) {
        delay = by;
    }

    /** Works again for new connections; what was torn or dead is cut. */
    public void mend() {
        if (torn || !dead.isEmpty()) {
            cutAll();
        }
        delay = Duration.ZERO;
        dead.clear();
        torn = false;
    }

    @Override
    public void close() throws IOException {
        entry.close();
        cutAll();
    }

    private void cutAll() {
        ends.forEach(Cable::shut);
        ends.removeIf(Socket::isClosed);
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket from = entry.accept();
                if (torn) {
                    shut(from);
                } else {
                    connect(from);
                }
            } catch (IOException e) {
                // The cable is put away.
            }
        }
    }

    private void connect(Socket from) {
        Socket onwards = new Socket();
        ends.add(from);
        ends.add(onwards);
        try {
            onwards.connect(to, 2_000);
            pump(Way.THERE, from, onwards);
            pump(Way.BACK, onwards, from);
        } catch (IOException e) {
            // The server is away: the caller sees its connection end.
            end(from, onwards);
        }
    }

    private void pump(Way way, Socket from, Socket onwards) {
        Thread.ofPlatform().name("cable").daemon().start(() -> {
            byte[] buffer = new byte[16_384];
            try (InputStream in = from.getInputStream();
                    OutputStream out = onwards.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    Thread.sleep(delay);
                    if (!dead.contains(way)) {
                        out.write(buffer, 0, read);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // Its other end is gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (!dead.contains(way)) {
                    end(from, onwards);
                }
            }
        });
    }

    private void end(Socket from, Socket onwards) {
        shut(from);
        shut(onwards);
        ends.remove(from);
        ends.remove(onwards);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone is gone.
        }
    }
}
