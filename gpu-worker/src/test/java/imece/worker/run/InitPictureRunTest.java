package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imece.contract.Failure;
import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.png.PngPixels;
import imece.worker.run.Run.RunEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that begin from a picture, which a gateway hands out as a test wants it. */
class InitPictureRunTest extends RunStepsBed {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] RED = red();

    private final FromPicture engine = new FromPicture();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch rest = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 200;
    private volatile byte[] file = RED;
    private volatile boolean trickles;
    private HttpServer gateway;

    @BeforeEach
    void openGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.setExecutor(threads);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void closeGateway() {
        rest.countDown();
        gateway.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aJobThatBeginsFromAPictureIsDrawnFromThatPictureAndNeverFromWordsAlone() throws Exception {
        assertThat(performing(steps(engine), beginning()).get(30, TimeUnit.SECONDS))
                .isInstanceOf(RunEnd.Completed.class);
        assertThat(engine.begunFrom).containsExactly("ff0000");
        assertThat(events.kinds()).containsExactly("Started", "Completed");
    }

    @Test
    void whileThePictureTricklesInSomebodyElseCanHaveTheGpuAndNothingIsToldToHaveStarted() throws Exception {
        trickles = true;
        CompletableFuture<RunEnd> end = performing(steps(engine, LONG), beginning());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        HeldGpu other = (HeldGpu) lock().acquire(new UUID(4, 4), new RunStop(), () -> {});
        rest.countDown();
        await().atMost(LONG).until(() -> !events.told.isEmpty());
        assertThat(events.kinds())
                .as("it has its picture and waits for the GPU")
                .isEmpty();
        assertThat(engine.begunFrom).isEmpty();

        other.release();
        assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(RunEnd.Completed.class);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
    }

    @Test
    void anOrderEndsTheRunWhileItsPictureTricklesIn() throws Exception {
        trickles = true;
        Run run = beginning();
        CompletableFuture<RunEnd> end = performing(steps(engine), run);
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        run.stop().request(RunStop.Cause.ORDERED);

        assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(RunEnd.Dropped.class);
        assertThat(events.reported).isEmpty();
        assertThat(engine.begunFrom).isEmpty();
    }

    @Test
    void aPictureThatIsGoneOrUnreadableFailsTheJobForGoodBeforeItHasStarted() throws Exception {
        status = 404;
        assertThat(failure(new UUID(5, 1)).code()).isEqualTo("init-image-gone");
        status = 200;
        file = Arrays.copyOf(RED, RED.length / 2);
        assertThat(failure(new UUID(5, 2)).code()).isEqualTo("init-image-unreadable");
        assertThat(events.kinds()).containsExactly("Failed", "Failed");
        assertThat(engine.begunFrom).isEmpty();
    }

    private Failure failure(UUID job) throws Exception {
        Run run = run(Jobs.from(Jobs.like(store.job(), job), url()), 0);
        RunEnd end = performing(steps(engine), run).get(30, TimeUnit.SECONDS);
        assertThat(end).isInstanceOf(RunEnd.Failed.class);
        Failure failure = ((RunEnd.Failed) end).failure();
        assertThat(failure.retryable()).isFalse();
        return failure;
    }

    private Run beginning() {
        return run(Jobs.from(store.job(), url()), 0);
    }

    private String url() {
        return "http://127.0.0.1:" + gateway.getAddress().getPort() + "/init";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = status == 200
                    ? file
                    : "{\"type\":\"urn:imece:problem:not-found\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", status == 200 ? "image/png" : "application/problem+json");
            exchange.sendResponseHeaders(status, body.length);
            int first = trickles ? body.length / 2 : 0;
            exchange.getResponseBody().write(body, 0, first);
            exchange.getResponseBody().flush();
            asked.countDown();
            if (trickles) {
                rest.await();
            }
            exchange.getResponseBody().write(body, first, body.length - first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] red() {
        int[] pixels = new int[24 * 16];
        Arrays.fill(pixels, 0xff0000);
        return PngPixels.encode(pixels, 24, 16).bytes();
    }

    /** Draws only from a picture, and remembers from which. */
    private static final class FromPicture implements ImageEngine {

        private final List<String> begunFrom = new CopyOnWriteArrayList<>();

        @Override
        public EngineProfile profile() {
            return new EngineProfile("test", "test", Set.of(), 1, List.of(), null);
        }

        @Override
        public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            return new RenderResult.Failed(new Failure("words-alone", "It was given no picture.", false));
        }

        @Override
        public RenderResult renderFrom(
                InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
            begunFrom.add(Integer.toHexString(init.covering(8, 8).getRGB(4, 4) & 0xffffff));
            return demo().render(job, spec, watcher, cancellation);
        }
    }
}
