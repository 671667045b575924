package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.RenderJob;
import imece.worker.png.Png;
import imece.worker.png.PngPixels;
import imece.worker.run.PictureUpload.UploadAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureUploadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PictureStore store = new PictureStore();
    private final PictureUpload upload = new PictureUpload(PictureUpload.client());
    private final Png png = PngPixels.encode(new int[64 * 64], 64, 64);
    private final RunStop stop = new RunStop();

    @BeforeEach
    void open() {
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201})
    void isDoneWhenTheStoreHasIt(int status) throws Exception {
        store.answers(status);
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Stored());
        assertThat(store.onlyPicture().sha256()).isEqualTo(png.sha256());
    }

    @Test
    void anExpiredAddressIsToldApart() throws Exception {
        store.refuses(410, "upload-expired");
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Expired());
        assertThat(store.paths()).hasSize(1);
    }

    @Test
    void otherBytesUnderTheSameNameEndTheRun() throws Exception {
        store.refuses(409, "picture-exists");
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Taken());
        assertThat(store.paths()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 415, 422})
    void aGatewaysVerdictOnThePictureIsFinal(int status) throws Exception {
        store.refuses(status, "no-picture");
        assertThat(put(store.job(), PATIENCE))
                .isInstanceOfSatisfying(
                        UploadAnswer.Refused.class,
                        refused -> assertThat(refused.failure().retryable()).isFalse());
        assertThat(store.paths()).as("it is not asked again").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 507, 404, 429})
    void aStoreInTroubleIsTriedAgain(int status) throws Exception {
        store.answers(status);
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Stored());
        assertThat(store.paths()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 409, 410, 413, 415, 422})
    void whatAProxyAnswersIsNoVerdictOnThePicture(int status) throws Exception {
        store.shows(status, "<html>Not from here</html>");
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Stored());
        assertThat(store.paths()).hasSize(2);
    }

    @Test
    void aPageToSignInAtIsNotTakenForAStoredPicture() throws Exception {
        store.shows(200, "<html>Sign in</html>");
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Stored());
        assertThat(store.paths()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 503, 507})
    void aGatewayThatSaysNothingOfThePictureIsAskedAgain(int status) throws Exception {
        store.refuses(status, "some-trouble");
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Stored());
        assertThat(store.paths()).hasSize(2);
    }

    @Test
    void whileItIsTriedItIsToldWhyAndNoMoreOnceItIsStored() throws Exception {
        store.answers(507, 507, 507, 507);
        assertThat(put(store.job(), Duration.ofMillis(400))).isInstanceOf(UploadAnswer.GaveUp.class);
        assertThat(upload.trouble()).isEqualTo("The picture store does not take pictures: HTTP 507.");
        store.forgetsAnswers();
        assertThat(put(store.job(), PATIENCE)).isEqualTo(new UploadAnswer.Stored());
        assertThat(upload.trouble()).isNull();
    }

    @Test
    void theNextAddressIsTriedWhenOneDoesNotAnswer() throws Exception {
        RenderJob job = jobWith("http://127.0.0.1:1/up/{runId}", "not an address", store.url());
        assertThat(put(job, PATIENCE)).isEqualTo(new UploadAnswer.Stored());
        assertThat(store.paths()).containsExactly("/up/run-1");
    }

    @Test
    void itGivesUpWhenTimeIsUp() throws Exception {
        RenderJob job = jobWith("http://127.0.0.1:1/up/{runId}");
        assertThat(put(job, Duration.ofMillis(700))).isEqualTo(new UploadAnswer.GaveUp("no connection"));
    }

    @Test
    void aStopEndsTheWaitForAStoreThatIsAway() throws Exception {
        store.answers(503, 503, 503, 503, 503, 503, 503);
        CompletableFuture<UploadAnswer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return put(store.job(), PATIENCE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> !store.paths().isEmpty());
        stop.request(RunStop.Cause.ORDERED);
        assertThat(answer.join()).isEqualTo(new UploadAnswer.Stopped());
    }

    @Test
    void theAddressThatTookTheLastPictureIsTriedFirst() throws Exception {
        PictureStore other = new PictureStore();
        other.open();
        try {
            other.answers(503);
            RenderJob job = jobWith(other.url(), store.url());
            assertThat(put(job, PATIENCE)).isEqualTo(new UploadAnswer.Stored());
            assertThat(put(job, PATIENCE)).isEqualTo(new UploadAnswer.Stored());
            assertThat(other.paths()).hasSize(1);
            assertThat(store.paths()).hasSize(2);
        } finally {
            other.close();
        }
    }

    @Test
    void whatTheStoreSaidIsToldAndNoSignatureIs() throws Exception {
        store.answers(507, 507, 507, 507);
        assertThat(put(jobWith(store.url() + "?signature=secret"), Duration.ofMillis(400)))
                .isEqualTo(new UploadAnswer.GaveUp("HTTP 507"));
    }

    @Test
    void pausesDouble() {
        assertThat(Stream.of(1, 2, 3, 4, 5, 6, 60)
                        .map(PictureUpload.PAUSE::after)
                        .map(Duration::toMillis))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
    }

    private RenderJob jobWith(String... urls) {
        RenderJob job = store.job();
        return new RenderJob(
                job.jobId(),
                1,
                "default",
                job.spec(),
                List.of(urls),
                List.of(),
                60,
                8,
                1,
                null,
                null,
                RenderJob.Neighbours.ANY);
    }

    private UploadAnswer put(RenderJob job, Duration patience) throws InterruptedException {
        return upload.put(job, "run-1", png, patience, stop);
    }
}
