package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.behaviour.ReverseProxy.Kind;
import imece.tier.FullRunOnly;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files in {@code deploy}, by the real programs: what docs/internet.md says of them is so. */
@FullRunOnly
class ReverseProxyIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aPageItsFeedAndALargePictureComeThrough(Kind kind) throws Exception {
        try (ReverseProxy proxy = new ReverseProxy(kind, folder);
                GatewayUnderTest gateway = behind(proxy)) {
            proxy.start(gateway.url().getPort());
            HttpClient browser = browser(proxy);

            HttpResponse<String> page = get(browser, proxy, "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().allValues("set-cookie"))
                    .allMatch(cookie -> cookie.contains("; Secure"))
                    .anyMatch(cookie -> cookie.startsWith("__Host-imece_"));
            assertThat(page.headers().firstValue("strict-transport-security")).isPresent();

            List<String> frames = new CopyOnWriteArrayList<>();
            String cookies = page.headers().allValues("set-cookie").stream()
                    .map(cookie -> cookie.split(";", 2)[0])
                    .collect(Collectors.joining("; "));
            WebSocket feed = browser.newWebSocketBuilder()
                    .header("Cookie", cookies)
                    .header("Origin", proxy.address().toString())
                    .buildAsync(URI.create(proxy.address().toString().replace("https", "wss") + "/ws"), into(frames))
                    .get(30, TimeUnit.SECONDS);
            HttpResponse<String> accepted = post(
                    browser,
                    proxy,
                    "application/json",
                    "{\"prompt\":\"a red boat\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    "/api/jobs");
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> frames.stream().anyMatch(frame -> frame.contains("\"kind\":\"job\"")));
            feed.abort();

            byte[] large = noise(1_200);
            assertThat(large.length).isGreaterThan(2 << 20);
            HttpResponse<String> kept = post(browser, proxy, "image/png", large, "/api/uploads");
            assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAClientSaysAboutItsAddressDoesNotPass(Kind kind) throws Exception {
        try (ReverseProxy proxy = new ReverseProxy(kind, folder);
                GatewayUnderTest gateway = behind(proxy)) {
            proxy.start(gateway.url().getPort());

            List<Integer> answers = new CopyOnWriteArrayList<>();
            for (int stranger = 1; stranger <= 9; stranger++) {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                proxy.address().resolve("/api/jobs"))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "192.0.2." + stranger)
                        .header("Forwarded", "for=192.0.2." + stranger)
                        .POST(BodyPublishers.ofString("{\"prompt\":\"a red boat\"}"));
                answers.add(HttpClient.newBuilder()
                        .sslContext(proxy.trust())
                        .build()
                        .send(request.build(), BodyHandlers.discarding())
                        .statusCode());
            }

            assertThat(answers.subList(0, 8)).containsOnly(202);
            assertThat(answers.get(8)).isEqualTo(429);
        }
    }

    private static GatewayUnderTest behind(ReverseProxy proxy) {
        return GatewayUnderTest.start(
                ReverseProxyIT.class,
                "--imece.gateway.public-url=" + proxy.address(),
                "--imece.gateway.trusted-proxies=127.0.0.1");
    }

    private static HttpClient browser(ReverseProxy proxy) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(proxy.trust())
                .cookieHandler(new CookieManager())
                .build();
    }

    private static HttpResponse<String> get(HttpClient browser, ReverseProxy proxy, String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(proxy.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(
            HttpClient browser, ReverseProxy proxy, String type, byte[] body, String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(proxy.address().resolve(path))
                        .header("Content-Type", type)
                        .header("Origin", proxy.address().toString())
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static WebSocket.Listener into(List<String> frames) {
        return new WebSocket.Listener() {
            private final StringBuilder parts = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                parts.append(text);
                if (last) {
                    frames.add(parts.toString());
                    parts.setLength(0);
                }
                socket.request(1);
                return java.util.concurrent.CompletableFuture.completedFuture(null);
            }
        };
    }

    /** A picture that no compression makes small. */
    private static byte[] noise(int side) throws Exception {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", file);
        return file.toByteArray();
    }
}
