package imece.worker.engine.standin;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;

/** What all stand-ins share: a server on a free port of loopback, one vice at a time, and a GPU that one run has at a time. */
public abstract class StandIn implements AutoCloseable {

    /** The LoRA that each of them has, if it has any. */
    public static final String LORA = "paper-cut";

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What was asked to be drawn, in order. */
    public final List<JsonNode> generations = new CopyOnWriteArrayList<>();

    /** Every request, as method and path. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** How long a step takes. */
    public volatile int stepMillis = 15;

    volatile Vice vice = Vice.NONE;
    private volatile boolean drawing;
    private volatile boolean held;
    private final AtomicInteger drawn = new AtomicInteger();

    StandIn() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to listen. */
    public void open() {
        Thread.ofPlatform().daemon().name("stand-in").start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on it behaves so. */
    public void has(Vice now) {
        vice = now;
    }

    /** Its GPU stands still from now on, or works on. */
    public void hold(boolean now) {
        held = now;
    }

    /** Whether its GPU is at work. */
    public boolean drawing() {
        return drawing;
    }

    /** How many pictures it has drawn, or broken off. */
    public int drawn() {
        return drawn.get();
    }

    /** Its checkpoints, the loaded one first. */
    public abstract List<String> checkpoints();

    /** The sampler that the last picture was made with, in the engine's own words. */
    public abstract String lastSampler();

    /** From now on nothing listens here any more, and who waits for an answer is not told. */
    public void vanish() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits without a word until everything is over, as a connection does that only one end knows to be gone. */
    void keepSilent() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    abstract void answer(Exchange exchange) throws IOException;

    /** Waits like an engine that works; false if the stand-in was closed. */
    boolean pass(long millis) {
        try {
            boolean over = closed.await(millis, TimeUnit.MILLISECONDS);
            while (held && !over) {
                over = closed.await(10, TimeUnit.MILLISECONDS);
            }
            return !over;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isOpen() {
        return closed.getCount() > 0;
    }

    void drawing(boolean now) {
        if (drawing && !now) {
            drawn.incrementAndGet();
        }
        drawing = now;
    }

    /** Noise of this size, as the vice wants it. */
    byte[] picture(int width, int height, long seed) {
        int cut = vice == Vice.WRONG_SIZE ? 8 : 0;
        BufferedImage image = new BufferedImage(width - cut, height, BufferedImage.TYPE_INT_RGB);
        Random noise = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width - cut; x++) {
                image.setRGB(x, y, noise.nextInt(0x1000000));
            }
        }
        byte[] png = encoded(image, "png");
        return vice == Vice.TRUNCATED_PICTURE ? Arrays.copyOf(png, png.length / 2) : png;
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofPlatform().daemon().name("stand-in-exchange").start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            if (!isOpen()) {
                return;
            }
            Exchange exchange = new Exchange(socket);
            requests.add(exchange.method + " " + exchange.path);
            switch (vice) {
                case UNAUTHORIZED -> exchange.json(401, Map.of("detail", "Not authenticated"));
                case LOCKED_API -> {
                    if (exchange.path.startsWith("/sdapi")) {
                        exchange.json(401, Map.of("detail", "Not authenticated"));
                    } else {
                        answer(exchange);
                    }
                }
                case REDIRECT_LOOP -> exchange.answer(302, "text/plain", new byte[0], "Location: " + exchange.path);
                case NOT_UP_YET -> exchange.text(503, "<html>starting</html>");
                default -> answer(exchange);
            }
        } catch (IOException gone) {
            // The caller has hung up, which is theirs to do.
        } finally {
            open.remove(socket);
        }
    }
}
