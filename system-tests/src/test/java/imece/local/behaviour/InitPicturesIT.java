package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.picture.samples.SampleFiles;
import imece.picture.samples.SamplePng;
import imece.picture.samples.SamplePng.Colours;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Pictures that jobs begin from: uploaded by their owner, named in a request, fetched by the worker. */
@ExtendWith(SharedGateway.class)
class InitPicturesIT {
    private static final byte[] PICTURE = Pictures.png(96, 64);

    private final GatewayUnderTest gateway;

    InitPicturesIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void anUploadIsItsOwnersAndSaysHowLargeItIs() {
        Browser owner = gateway.newcomer();
        JsonNode upload = upload(owner, PICTURE, "image/png").expect(201).json();

        assertThat(upload.path("width").intValue()).isEqualTo(96);
        assertThat(upload.path("height").intValue()).isEqualTo(64);
        assertThat(upload.path("mediaType").stringValue()).isEqualTo("image/png");
        String url = upload.path("url").stringValue();
        byte[] kept = owner.get(url).expect(200).bytes();
        assertThat(kept).hasSize(upload.path("bytes").intValue());
        assertThat(Pictures.pixels(kept)).isEqualTo(Pictures.pixels(PICTURE));
        assertThat(owner.get(url).header("Content-Type")).isEqualTo("image/png");
        gateway.newcomer().get(url).refused(404, "not-found");
    }

    @Test
    void whatIsNoWholePictureIsRefusedAndLeavesNothing() {
        Browser browser = gateway.newcomer();
        byte[] huge = UploadsIT.withSize(PICTURE, 60_000, 60_000);
        byte[] half = Arrays.copyOf(PICTURE, PICTURE.length - 5);

        for (byte[] none : List.of(new byte[0], huge, half, stranger("truncated.jpg"))) {
            upload(browser, none, "image/png").refused(415, "no-picture");
        }
        upload(browser, PICTURE, "text/plain").refused(415, "no-picture");
        upload(browser, new byte[(16 << 20) + 1], "image/png").refused(413, "too-large");
        assertThat(gateway.rows().texts("select id from uploads where owner = ?::uuid", browser.visitor()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "photo-exif6.jpg, image/jpeg",
        "motion-photo.jpg, image/jpeg",
        "really-webp.jpg, image/jpeg",
        "plain.jpg, image/png",
        "plain.png, application/octet-stream"
    })
    void aWorkerGetsWhatThePersonSeesWhateverFileTheyHave(String name, String type) throws Exception {
        Browser owner = gateway.newcomer();
        JsonNode upload = upload(owner, stranger(name), type).expect(201).json();
        assertThat(upload.path("mediaType").stringValue()).isEqualTo("image/png");
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            submitted(owner, upload.path("id").stringValue());
            FakeRun run = worker.take();
            Answer fetched = new Browser(gateway.url())
                    .get(run.job().initImageUrls().getFirst())
                    .expect(200);
            BufferedImage compass = ImageIO.read(new ByteArrayInputStream(fetched.bytes()));
            assertThat(fetched.header("Content-Type")).isEqualTo("image/png");
            assertThat(List.of(compass.getWidth(), compass.getHeight())).containsExactly(192, 256);
            Color top = new Color(compass.getRGB(96, 10));
            assertThat(top.getRed()).as("red is on top").isGreaterThan(150);
            assertThat(top.getGreen() + top.getBlue()).isLessThan(150);
            assertThat(new Color(compass.getRGB(96, 245)).getBlue())
                    .as("blue is below")
                    .isGreaterThan(150);
            run.start().complete();
        }
    }

    @Test
    void aHoleIsWhiteForTheWorkerToo() throws Exception {
        Browser owner = gateway.newcomer();
        JsonNode upload = upload(owner, stranger("rgba-hole.png"), "image/png")
                .expect(201)
                .json();
        BufferedImage hole = ImageIO.read(new ByteArrayInputStream(
                owner.get(upload.path("url").stringValue()).expect(200).bytes()));

        assertThat(new Color(hole.getRGB(hole.getWidth() / 2, hole.getHeight() / 2)))
                .isEqualTo(Color.WHITE);
        assertThat(hole.getColorModel().hasAlpha()).isFalse();
    }

    @Test
    void aPictureOfAnotherKindIsRefusedBySayingWhich() {
        Browser browser = gateway.newcomer();
        Map<String, String> kinds = Map.of(
                "HEIC", "\0\0\0\u0018ftypheic\0\0\0\0mif1heic",
                "TIFF", "II*\0\u0008\0\0\0",
                "SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "GIF", "GIF89a\u0001\0\u0001\0\0\0\0",
                "AVIF", "\0\0\0\u0018ftypavif\0\0\0\0avifmif1");
        kinds.forEach((kind, begin) -> {
            Answer answer = upload(browser, begin.getBytes(StandardCharsets.ISO_8859_1), "image/png")
                    .refused(415, "picture-kind");
            assertThat(answer.json().path("detail").stringValue()).contains("the kind " + kind + ".");
        });
    }

    @Test
    void bombsAreRefusedOrReadAndNeverKeepTheGatewayFromOthers() throws Exception {
        Browser browser = gateway.newcomer();
        BufferedImage large = new BufferedImage(4_096, 4_096, BufferedImage.TYPE_BYTE_GRAY);
        byte[] scans = SampleFiles.withScans(SampleFiles.progressive(large), 2_000);
        assertThat(upload(browser, scans, "image/jpeg")
                        .refused(415, "picture-unreadable")
                        .json()
                        .path("detail")
                        .stringValue())
                .contains("scans");

        byte[] deep =
                SamplePng.oneColour(4_000, 4_096, Colours.RGBA, 16, true, (byte) 1, (byte) 2, (byte) 3, (byte) 255);
        byte[] garbage = SamplePng.of(4_096, 4_096, 8, 2, false, new byte[] {1, 2, 3, 4, 5});
        byte[] profile = SamplePng.with(PICTURE, "iCCP", SamplePng.packedZeros(200L << 20));
        List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (byte[] bomb : List.of(deep, deep, deep, garbage, profile, garbage)) {
            threads.add(Thread.ofVirtual().start(() -> answers.add(upload(browser, bomb, "image/png"))));
        }
        browser.get("/api/options").expect(200);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answers).hasSize(6).allSatisfy(answer -> {
            assertThat(answer.status()).isIn(201, 415, 503);
            if (answer.status() == 503) {
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
        });
        upload(browser, PICTURE, "image/png").expect(201);
    }

    @Test
    void theWorkerFetchesWhatTheJobBeginsFromAndNobodyElseDoes() throws Exception {
        Browser owner = gateway.newcomer();
        String id = upload(owner, Pictures.jpeg(80, 80), "image/jpeg")
                .expect(201)
                .json()
                .path("id")
                .stringValue();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            JsonNode job = submitted(owner, id);
            assertThat(job.path("spec").path("initImageId").stringValue()).isEqualTo(id);
            assertThat(job.path("spec").path("denoisingStrength").doubleValue()).isEqualTo(0.6);

            FakeRun run = worker.take();
            String url = run.job().initImageUrls().getFirst();
            Browser stranger = new Browser(gateway.url());
            Answer fetched = stranger.get(URI.create(url).toString()).expect(200);
            assertThat(fetched.bytes())
                    .isEqualTo(owner.get("/api/uploads/" + id).expect(200).bytes());
            assertThat(fetched.header("Content-Type")).isEqualTo("image/png");
            assertThat(fetched.header("Set-Cookie")).isEmpty();
            stranger.get(url.replace(id, UUID.randomUUID().toString())).refused(403, "bad-signature");
            stranger.get(url.replaceAll("expires=\\d+", "expires=99999999999")).refused(403, "bad-signature");
            stranger.get(url.replaceAll("signature=.*", "")).refused(403, "bad-signature");
            run.start().complete();
        }
    }

    @Test
    void aFinishedJobsPictureIsOneToBeginFromToo() {
        Browser owner = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String first = owner.submitted("first");
            FakeRun drawn = worker.take().start();
            byte[] picture = drawn.picture();
            drawn.complete();
            Within.bounds().until(() -> owner.status(first).equals("complete"));

            submitted(owner, first);
            FakeRun second = worker.take();
            Answer fetched =
                    new Browser(gateway.url()).get(second.job().initImageUrls().getFirst());
            assertThat(fetched.expect(200).bytes()).isEqualTo(picture);
            second.start().complete();

            gateway.newcomer().post("/api/jobs", from(first)).refused(422, "unknown-init-image");
            String waiting = owner.submitted("has no picture yet");
            owner.post("/api/jobs", from(waiting)).refused(422, "unknown-init-image");
        }
    }

    @Test
    void anUploadIsKeptForAWeekAfterAJobLastAskedForIt() {
        try (GatewayUnderTest alone = GatewayUnderTest.start(InitPicturesIT.class)) {
            Browser guest = alone.newcomer();
            FakeWorker worker = FakeWorker.start(alone);
            String used = id(upload(guest, PICTURE, "image/png"));
            String idle = id(upload(guest, PICTURE, "image/png"));
            alone.pass(Duration.ofDays(5));
            worker.beat();
            Within.bounds()
                    .untilAsserted(() -> guest.post("/api/jobs", from(used)).expect(202));
            worker.take().start().complete();
            alone.pass(Duration.ofDays(3));
            alone.tick("collect-uploads");

            guest.get("/api/uploads/" + idle).refused(404, "not-found");
            guest.get("/api/uploads/" + used).expect(200);
            worker.die();
        }
    }

    @Test
    void anUploadStaysAsLongAsAJobThatBeginsFromItIsLiveHoweverOldItIs() {
        try (GatewayUnderTest alone = GatewayUnderTest.start(InitPicturesIT.class)) {
            Browser guest = alone.newcomer();
            try (FakeWorker worker = FakeWorker.start(alone)) {
                String used = id(upload(guest, PICTURE, "image/png"));
                String idle = id(upload(guest, PICTURE, "image/png"));
                String job = submitted(guest, used).path("id").stringValue();
                FakeRun run = worker.take();
                alone.pass(Duration.ofDays(30));
                alone.tick("collect-uploads");
                guest.get("/api/uploads/" + idle).refused(404, "not-found");
                guest.get("/api/uploads/" + used).expect(200);

                run.start();
                worker.beat();
                Within.bounds().until(() -> guest.status(job).equals("processing"));
                alone.tick("collect-uploads");
                assertThat(Pictures.pixels(
                                guest.get("/api/uploads/" + used).expect(200).bytes()))
                        .as("its file, too")
                        .isEqualTo(Pictures.pixels(PICTURE));

                guest.delete("/api/jobs/" + job).expect(202);
                run.drop();
                alone.tick("collect-uploads");
                guest.get("/api/uploads/" + used).refused(404, "not-found");
            }
        }
    }

    private static JsonNode submitted(Browser owner, String init) {
        JsonNode[] job = new JsonNode[1];
        // What its worker can do is heard a moment after it has begun to beat.
        Within.bounds().untilAsserted(() -> {
            Answer answer = owner.post("/api/jobs", from(init)).expect(202);
            job[0] = answer.json().path("jobs").path(0);
        });
        return job[0];
    }

    private static String from(String init) {
        return Browser.spec("from a picture")
                .replaceFirst("}$", ",\"initImageId\":\"" + init + "\",\"denoisingStrength\":0.6}");
    }

    /** A file as strangers have them. */
    private static byte[] stranger(String name) {
        Path home = Path.of(System.getProperty("imece.home", ".."));
        try {
            return Files.readAllBytes(
                    home.resolve("api-gateway/src/test/resources/strangers").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(Answer upload) {
        return upload.expect(201).json().path("id").stringValue();
    }

    private static Answer upload(Browser browser, byte[] picture, String type) {
        return browser.send("POST", "/api/uploads", BodyPublishers.ofByteArray(picture), "Content-Type", type);
    }
}
