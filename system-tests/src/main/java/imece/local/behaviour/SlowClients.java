package imece.local.behaviour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Connections that send the beginning of a request at once, and what follows in small pieces; one thread sends for all of them. */
final class SlowClients implements AutoCloseable {
    private static final int EVERY_MILLIS = 100;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int SMALLEST_BUFFER = 4_096;

    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private SlowClients() {}

    /**
     * So many of one kind.
     *
     * @param beginning what each of them sends at once
     * @param piece what each of them sends ten times a second from then on; nothing if it is empty
     */
    static SlowClients open(int port, int count, String beginning, String piece) {
        return open(port, count, beginning.getBytes(StandardCharsets.ISO_8859_1), piece);
    }

    static SlowClients open(int port, int count, byte[] beginning, String piece) {
        SlowClients clients = new SlowClients();
        try {
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket();
                clients.sockets.add(socket);
                socket.setReceiveBufferSize(SMALLEST_BUFFER);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
                socket.getOutputStream().write(beginning);
            }
        } catch (IOException e) {
            clients.close();
            throw new UncheckedIOException(e);
        }
        if (!piece.isEmpty()) {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            Thread.ofPlatform().name("slow-clients").daemon().start(() -> clients.trickle(bytes));
        }
        return clients;
    }

    private void trickle(byte[] piece) {
        Set<Socket> gone = new HashSet<>();
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                for (Socket socket : sockets) {
                    if (!gone.contains(socket) && !sends(socket, piece)) {
                        gone.add(socket);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean sends(Socket socket, byte[] piece) {
        try {
            socket.getOutputStream().write(piece);
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    /** How many have an answer, or the beginning of one. */
    long answered() {
        return sockets.stream().filter(SlowClients::hasAnswer).count();
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException gone) {
            return true;
        }
    }

    /** What each of them was told until the gateway hung up. */
    List<String> answers() {
        return sockets.stream().map(SlowClients::answer).toList();
    }

    private static String answer(Socket socket) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        byte[] some = new byte[SMALLEST_BUFFER];
        try {
            for (int read = socket.getInputStream().read(some);
                    read >= 0;
                    read = socket.getInputStream().read(some)) {
                told.write(some, 0, read);
            }
        } catch (java.net.SocketTimeoutException never) {
            throw new AssertionError("The gateway still holds this connection; it said: " + told, never);
        } catch (IOException reset) {
            // It hung up while something was still on the way to it.
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
