package imece.gateway.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import imece.gateway.GatewaySettings;
import imece.gateway.TestSettings;
import imece.gateway.http.ProblemsForTests;
import imece.gateway.identity.Signatures;
import imece.picture.PictureReading.PictureSize;
import imece.picture.samples.SamplePng;
import imece.picture.samples.SamplePng.Colours;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.unit.DataSize;

class UploadsTest {

    private static final UUID JOB = UUID.fromString("3b9d7c52-6f0e-4a8b-9c1d-2e4f60718293");
    private static final UUID RUN = UUID.fromString("7c1f2e3d-4b5a-4697-8899-aabbccddeeff");
    private static final PictureSize SIZE = new PictureSize(64, 64);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final Signatures signatures = Signatures.of("a key for tests, long enough");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DataSize minFree = DataSize.ofBytes(0);
    private GatewaySettings settings;
    private MockMvc mvc;

    @BeforeEach
    void start() {
        settings = TestSettings.in(folder, null);
        mvc = at(NOON);
    }

    @AfterEach
    void noDraftIsEverLeft() throws IOException {
        try (var drafts = Files.list(folder.resolve("pictures/.drafts"))) {
            assertThat(drafts).isEmpty();
        }
    }

    @Test
    void theSameBytesMayComeAgainAndOthersMayNot() throws Exception {
        byte[] picture = SamplePictures.encoded("png", 64, 64);
        upload(url(), picture, "image/png").andExpect(status().isCreated());
        upload(url(), picture, "image/png").andExpect(status().isOk());
        upload(url(), another(), "image/png")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("picture-exists"));

        assertThat(folder.resolve("pictures/3b/" + JOB + "/4-" + RUN + ".png")).hasBinaryContent(picture);
    }

    @Test
    void everyGatewayHasItsAddressAndAnyRunOfTheEpochMayUseIt() throws Exception {
        List<String> urls = new UploadUrls(signatures, settings, NOON).urls(JOB, 4, SIZE);

        assertThat(urls).hasSize(2).allSatisfy(url -> assertThat(url).contains("/" + JOB + "/4/{runId}?"));
        assertThat(urls.get(1)).startsWith("http://two:8081/api/uploads/");
        upload(url().replace(RUN.toString(), UUID.randomUUID().toString()), SamplePictures.webp(64, 64), "image/webp")
                .andExpect(status().isCreated());
    }

    @Test
    void aChangedAddressIsForged() throws Exception {
        byte[] picture = SamplePictures.encoded("png", 64, 64);
        for (String forged : List.of(
                url().replace("/4/", "/5/"),
                url().replace(JOB.toString(), UUID.randomUUID().toString()),
                url().replaceAll("max=\\d+", "max=999999999"),
                url().replaceAll("expires=\\d+", "expires=99999999999"),
                url().replaceAll("expires=\\d+", "expires=soon"),
                url().replaceAll("signature=.*", "signature=" + "0".repeat(64)),
                url().replaceAll("&signature=.*", ""),
                url().replaceAll("\\?.*", ""))) {
            upload(forged, picture, "image/png")
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.code").value("bad-signature"));
        }
    }

    @Test
    void anAddressHoldsForADay() throws Exception {
        byte[] picture = SamplePictures.encoded("png", 64, 64);
        String url = url();
        mvc = at(Clock.fixed(Instant.parse("2026-11-24T12:00:01Z"), ZoneOffset.UTC));
        upload(url, picture, "image/png")
                .andExpect(status().isGone())
                .andExpect(jsonPath("$.code").value("upload-expired"));
        mvc = at(Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC));
        upload(url, picture, "image/png").andExpect(status().isCreated());
    }

    @Test
    void whatIsNoPictureOfItsTypeIsRefused() throws Exception {
        byte[] png = SamplePictures.encoded("png", 64, 64);
        refused("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8), "image/png");
        refused(new byte[0], "image/png");
        refused(SamplePictures.bomb(60_000, 60_000), "image/png");
        refused(png, "image/jpeg");
        refused(png, "text/html");
        refused(png, "image/svg+xml");
    }

    @Test
    void aPictureOfAnotherSizeThanTheJobsIsRefusedHoweverSmallItsFile() throws Exception {
        byte[] bomb =
                SamplePng.oneColour(4_000, 4_096, Colours.RGBA, 16, false, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        for (byte[] other :
                List.of(bomb, SamplePictures.encoded("png", 72, 64), SamplePictures.encoded("png", 64, 63))) {
            upload(url(), other, "image/png")
                    .andExpect(status().isUnsupportedMediaType())
                    .andExpect(jsonPath("$.code").value("wrong-size"));
        }
    }

    @Test
    void theSizeInAnAddressIsSignedWithIt() throws Exception {
        byte[] larger = SamplePictures.encoded("png", 512, 512);
        String other = new UploadUrls(signatures, settings, NOON)
                .urls(JOB, 5, new PictureSize(512, 512))
                .getFirst();
        String sized = other.replaceAll(".*(&size=.*)&signature.*", "$1");
        for (String forged : List.of(
                url().replace("size=64x64", "size=512x512"),
                url().replace("size=64x64", "size=large"),
                url().replaceAll("&size=64x64", ""),
                url().replaceAll("&sized=[^&]*", ""),
                url().replaceAll("&size=.*&signature", sized + "&signature"))) {
            upload(forged, larger, "image/png")
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.code").value("bad-signature"));
        }
    }

    @Test
    void anAddressOfTheLastReleaseSaysNoSizeAndIsTakenAsItWas() throws Exception {
        String last = url().replaceAll("&size=[^&]*&sized=[^&]*", "");
        assertThat(last).matches(".*\\?expires=\\d+&max=\\d+&signature=\\w+");

        upload(last, SamplePictures.encoded("png", 512, 512), "image/png").andExpect(status().isCreated());
    }

    @Test
    void bytesBehindThePicturesEndDoNoHarmAndStaySinceTheWorkerNamesTheirSum() throws Exception {
        byte[] picture = SamplePictures.encoded("png", 64, 64);
        byte[] longer = java.util.Arrays.copyOf(picture, picture.length + 100);
        upload(url(), longer, "image/png").andExpect(status().isCreated());

        assertThat(folder.resolve("pictures/3b/" + JOB + "/4-" + RUN + ".png")).hasBinaryContent(longer);
    }

    @Test
    void moreThanIsAllowedIsCutOff() throws Exception {
        upload(url(), new byte[(1 << 20) + 1], "image/png")
                .andExpect(status().is(413))
                .andExpect(jsonPath("$.code").value("too-large"));
    }

    @Test
    void aDiskThatWouldBeTooFullRefusesForNow() throws Exception {
        minFree = DataSize.ofTerabytes(1_000_000);
        mvc = at(NOON);
        upload(url(), SamplePictures.encoded("png", 64, 64), "image/png")
                .andExpect(status().is(507))
                .andExpect(header().string("Retry-After", "10"))
                .andExpect(jsonPath("$.code").value("store-full"));
        assertThat(count("store_full")).isEqualTo(1);
    }

    @Test
    void everyUploadIsCountedByItsOutcomeAndBytesOnlyOnce() throws Exception {
        byte[] picture = SamplePictures.encoded("png", 64, 64);
        upload(url(), picture, "image/png");
        upload(url(), picture, "image/png");
        upload(url(), another(), "image/png");
        upload(url().replace("/4/", "/5/"), picture, "image/png");
        upload(url(), new byte[7], "image/png");

        assertThat(List.of(
                        count("stored"),
                        count("repeated"),
                        count("conflict"),
                        count("not_allowed"),
                        count("not_taken")))
                .containsOnly(1L);
        assertThat(meters.get("imece.upload.bytes").counter().count()).isEqualTo(picture.length);
    }

    @Test
    void aPathCannotLeaveItsFolder() throws Exception {
        for (String run : List.of("..%2f..%2fx", "..", "x.png")) {
            upload(url().replace(RUN.toString(), run), new byte[1], "image/png").andExpect(status().is4xxClientError());
        }
    }

    /** Another picture of the job's size. */
    private static byte[] another() {
        return SamplePng.oneColour(64, 64, Colours.RGB, 8, false, (byte) 9, (byte) 9, (byte) 9);
    }

    private void refused(byte[] bytes, String type) throws Exception {
        upload(url(), bytes, type)
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.code").value("no-picture"));
    }

    private ResultActions upload(String url, byte[] bytes, String type) throws Exception {
        return mvc.perform(put(URI.create(url)).content(bytes).contentType(type));
    }

    private long count(String outcome) {
        return meters.get("imece.upload").tag("outcome", outcome).timer().count();
    }

    private String url() {
        return new UploadUrls(signatures, settings, NOON)
                .urls(JOB, 4, SIZE)
                .getFirst()
                .replace("{runId}", RUN.toString());
    }

    private MockMvc at(Clock clock) {
        PictureStore store = new PictureStore(settings);
        UploadMeters counted = new UploadMeters(meters);
        DiskSpace space = new DiskSpace(store, new PictureSettings(minFree, null, null), meters);
        UploadReceiver taking = new UploadReceiver(store, space, counted, new StoreOutage(store, space, event -> {}));
        return MockMvcBuilders.standaloneSetup(new UploadEndpoint(signatures, taking, counted, clock))
                .setControllerAdvice(ProblemsForTests.advice())
                .build();
    }
}
