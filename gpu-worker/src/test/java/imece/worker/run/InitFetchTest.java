package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import imece.contract.Failure;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.worker.png.PngPixels;
import imece.worker.run.InitFetch.FetchResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a small server that answers as it is told. */
@Timeout(180)
class InitFetchTest {

    private static final int GREEN = 0x00_80_00;
    private static final byte[] PNG = picture();
    private static final Duration ONE_TRY = Duration.ofMillis(700);

    /** What the server does with one request. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final RunStop stop = new RunStop();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void aPictureIsReadAsItIs() throws InterruptedException {
        answers.add(bytes(200, PNG));

        assertThat(fetch(url()))
                .isInstanceOfSatisfying(
                        FetchResult.Picture.class,
                        fetched -> assertThat(fetched.picture().covering(64, 48).getRGB(30, 20) & 0xff_ff_ff)
                                .isEqualTo(GREEN));
    }

    @Test
    void whatIsGoneFailsForGood() throws InterruptedException {
        answers.add(gone());

        assertThat(failure(fetch(url()))).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("init-image-gone");
            assertThat(failure.retryable()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {203, 206, 301, 403, 429, 500, 503})
    void anAddressThatDoesNotAnswerWithTheWholeOriginalIsAskedAgain(int status) throws InterruptedException {
        answers.add(bytes(status, "in trouble".getBytes(StandardCharsets.UTF_8)));
        answers.add(bytes(200, PNG));

        assertThat(fetch(url())).isInstanceOf(FetchResult.Picture.class);
    }

    @Test
    void anAnswerThatPointsElsewhereIsNotFollowed() throws InterruptedException {
        AtomicBoolean followed = new AtomicBoolean();
        server.createContext("/elsewhere", exchange -> {
            followed.set(true);
            try (exchange) {
                exchange.sendResponseHeaders(200, PNG.length);
                exchange.getResponseBody().write(PNG);
            }
        });
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });
        answers.add(gone());

        assertThat(failure(fetch(url())).code()).isEqualTo("init-image-gone");
        assertThat(followed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {4_097, 20_000})
    void aPictureOfMoreThan4096PixelsAlongASideIsNotRead(int side) throws InterruptedException {
        answers.add(bytes(200, PngPixels.encode(new int[side], side, 1).bytes()));
        answers.add(bytes(200, PngPixels.encode(new int[side], 1, side).bytes()));

        assertThat(failure(fetch(url())).code()).isEqualTo("init-image-unreadable");
        assertThat(failure(fetch(url())).code()).isEqualTo("init-image-unreadable");
    }

    @Test
    void theNextAddressIsTriedWhenOneIsNoneOrDoesNotAnswer() throws InterruptedException {
        answers.add(bytes(200, PNG));

        assertThat(fetch("not an address", "http://127.0.0.1:1/", url())).isInstanceOf(FetchResult.Picture.class);
    }

    @Test
    void anAnswerThatStopsInTheMidstOfItsBodyIsGivenUp() throws InterruptedException {
        answers.add(halfOfIt());
        answers.add(bytes(200, PNG));

        assertThat(fetch(url())).isInstanceOf(FetchResult.Picture.class);
    }

    @Test
    void aPictureThatIsNotWholeIsNotBelieved() throws InterruptedException {
        answers.add(bytes(200, Arrays.copyOf(PNG, PNG.length / 2)));

        assertThat(failure(fetch(url())).code()).isEqualTo("init-image-unreadable");
    }

    @Test
    void moreThanAnyPictureIsNotReadToItsEnd() throws InterruptedException {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[1 << 20];
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 200; i++) {
                    body.write(much);
                }
            }
        });

        assertThat(failure(fetch(Duration.ofSeconds(20), url()))).satisfies(failure -> {
            assertThat(failure.message()).contains("too large");
            assertThat(failure.retryable()).isFalse();
        });
    }

    @Test
    void whatIsNotToBeHadInTimeIsNotTheJobsFault() throws InterruptedException {
        assertThat(fetch("http://127.0.0.1:1/")).isInstanceOf(FetchResult.Unavailable.class);
    }

    @Test
    void aPageInItsPlaceIsNoPictureAndNoVerdict() throws InterruptedException {
        answers.add(page(200));
        answers.add(page(404));
        answers.add(bytes(200, PNG));

        assertThat(fetch(Duration.ofSeconds(20), url())).isInstanceOf(FetchResult.Picture.class);
    }

    /** What a gateway says that does not have it. */
    private static Answer gone() {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            bytes(404, "{\"type\":\"urn:imece:problem:not-found\"}".getBytes(StandardCharsets.UTF_8))
                    .to(exchange);
        };
    }

    private static Answer page(int status) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            bytes(status, "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8))
                    .to(exchange);
        };
    }

    @Test
    void aStopIsHeededInTheMidstOfABody() throws Exception {
        answers.add(halfOfIt());
        CompletableFuture<FetchResult> fetched = CompletableFuture.supplyAsync(() -> {
            try {
                return fetch(Duration.ofMinutes(2), url());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

        stop.request(RunStop.Cause.ORDERED);

        assertThat(fetched.get(1, TimeUnit.MINUTES)).isEqualTo(new FetchResult.Stopped());
    }

    private FetchResult fetch(String... urls) throws InterruptedException {
        return fetch(ONE_TRY, urls);
    }

    private FetchResult fetch(Duration oneTry, String... urls) throws InterruptedException {
        return new InitFetch(PictureUpload.client(), oneTry, Duration.ofSeconds(4)).fetch(job(urls), stop);
    }

    private static Failure failure(FetchResult fetched) {
        assertThat(fetched).isInstanceOf(FetchResult.Failed.class);
        return ((FetchResult.Failed) fetched).failure();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/init";
    }

    private static RenderJob job(String... urls) {
        RenderSpec spec = new RenderSpec("a lake", "", null, 64, 64, 4, 7, "Euler a", "Automatic", 1);
        return new RenderJob(
                new UUID(1, 1),
                1,
                "default",
                spec,
                List.of(),
                Stream.of(urls).toList(),
                60,
                8,
                1,
                null,
                null,
                RenderJob.Neighbours.ANY);
    }

    private static byte[] picture() {
        int[] pixels = new int[64 * 48];
        Arrays.fill(pixels, GREEN);
        return PngPixels.encode(pixels, 64, 48).bytes();
    }

    private static Answer bytes(int status, byte[] body) {
        return exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private Answer halfOfIt() {
        return exchange -> {
            exchange.sendResponseHeaders(200, PNG.length);
            exchange.getResponseBody().write(PNG, 0, PNG.length / 2);
            exchange.getResponseBody().flush();
            asked.countDown();
            over.await();
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer = answers.poll();
        try (exchange) {
            if (answer != null) {
                answer.to(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
