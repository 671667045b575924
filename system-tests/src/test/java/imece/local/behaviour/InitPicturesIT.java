package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
        assertThat(upload.path("bytes").intValue()).isEqualTo(PICTURE.length);
        String url = upload.path("url").stringValue();
        assertThat(owner.get(url).expect(200).bytes()).isEqualTo(PICTURE);
        assertThat(owner.get(url).header("Content-Type")).isEqualTo("image/png");
        gateway.newcomer().get(url).refused(404, "not-found");
    }

    @Test
    void whatIsNoWholePngOrJpegIsRefusedAndLeavesNothing() {
        Browser browser = gateway.newcomer();
        byte[] huge = UploadsIT.withSize(PICTURE, 60_000, 60_000);
        byte[] half = Arrays.copyOf(PICTURE, PICTURE.length - 5);

        for (byte[] none : List.of(new byte[0], huge, half, Pictures.jpeg(64, 64))) {
            upload(browser, none, "image/png").refused(415, "no-picture");
        }
        upload(browser, PICTURE, "image/webp").refused(415, "no-picture");
        upload(browser, PICTURE, "text/plain").refused(415, "no-picture");
        upload(browser, new byte[(16 << 20) + 1], "image/png").refused(413, "too-large");
        assertThat(gateway.rows().texts("select id from uploads where owner = ?::uuid", browser.visitor()))
                .isEmpty();
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
            assertThat(fetched.bytes()).isEqualTo(Pictures.jpeg(80, 80));
            assertThat(fetched.header("Content-Type")).isEqualTo("image/jpeg");
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
                assertThat(guest.get("/api/uploads/" + used).expect(200).bytes())
                        .as("its file, too")
                        .isEqualTo(PICTURE);

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

    private static String id(Answer upload) {
        return upload.expect(201).json().path("id").stringValue();
    }

    private static Answer upload(Browser browser, byte[] picture, String type) {
        return browser.send("POST", "/api/uploads", BodyPublishers.ofByteArray(picture), "Content-Type", type);
    }
}
