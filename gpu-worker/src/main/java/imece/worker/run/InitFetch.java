package imece.worker.run;

import imece.contract.Failure;
import imece.contract.RenderJob;
import imece.worker.engine.Cancellation;
import imece.worker.engine.InitPicture;
import imece.worker.engine.http.BoundedBody;
import imece.worker.engine.picture.SafePixels;
import imece.worker.run.StoreAnswer.ProblemDetail;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the picture that a job begins from, from its signed addresses, in order and round after round. Called before the GPU
 * is locked, so that neither a slow gateway nor a large picture keeps a GPU from anybody.
 */
public final class InitFetch {

    private static final Logger log = LoggerFactory.getLogger(InitFetch.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** As large as the largest picture that a worker may upload. */
    private static final int MOST_BYTES = 64 << 20;

    private static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final HttpClient http;
    private final Duration oneTry;
    private final Duration patience;

    /** Fetches with this client, for 25 s at most. */
    public InitFetch(HttpClient http) {
        this(http, ONE_TRY, PATIENCE);
    }

    /**
     * Fetches with this client.
     *
     * @param oneTry how long one address may take
     * @param patience how long to try in all
     */
    InitFetch(HttpClient http, Duration oneTry, Duration patience) {
        this.http = http;
        this.oneTry = oneTry;
        this.patience = patience;
    }

    /** What came of it. */
    public sealed interface FetchResult {
        /** Here it is. */
        record Picture(InitPicture picture) implements FetchResult {}

        /**
         * Nobody gave it within the time, and no gateway has said that it is gone.
         *
         * @param why what the last of them answered
         */
        record Unavailable(String why) implements FetchResult {}

        /** There is none to be had. */
        record Failed(Failure failure) implements FetchResult {}

        /** It was told to stop. */
        record Stopped() implements FetchResult {}
    }

    /** Fetches and decodes it; a stop is heeded until the last byte is there. */
    public FetchResult fetch(RenderJob job, Cancellation stop) throws InterruptedException {
        long begin = System.nanoTime();
        String last = "the job names no address";
        do {
            for (String url : job.initImageUrls()) {
                if (stop.requested()) {
                    return new FetchResult.Stopped();
                }
                Answer answer = get(url, stop);
                switch (answer.status()) {
                    case OK -> {
                        return read(answer.body());
                    }
                    case TOO_LARGE -> {
                        return failed("init-image-unreadable", "The picture to begin from is too large.", false);
                    }
                    case GONE -> {
                        return failed("init-image-gone", "The picture to begin from is not there any more.", false);
                    }
                    case NONE -> last = answer.why();
                }
                log.warn("The picture to begin from could not be fetched ({}); trying on. job={}", last, job.jobId());
            }
        } while (System.nanoTime() - begin < patience.toNanos() && !stop.await(PAUSE));
        return stop.requested() ? new FetchResult.Stopped() : new FetchResult.Unavailable(last);
    }

    private enum Status {
        OK,
        GONE,
        TOO_LARGE,
        NONE
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    private record Answer(Status status, byte[] body, String why) {
        static Answer none(String why) {
            return new Answer(Status.NONE, new byte[0], why);
        }
    }

    /** One try. The time is for the whole body: a gateway that stops in the midst of it must not keep the slot. */
    private Answer get(String url, Cancellation stop) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent;
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).GET().build();
            sent = http.sendAsync(request, info -> new BoundedBody(MOST_BYTES));
        } catch (IllegalArgumentException e) {
            return Answer.none("not an address that can be used");
        }
        stop.whenRequested(() -> sent.cancel(true));
        try {
            HttpResponse<byte[]> response = sent.get(oneTry.toNanos(), TimeUnit.NANOSECONDS);
            return answer(response);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof BoundedBody.TooLarge
                    ? new Answer(Status.TOO_LARGE, new byte[0], "")
                    : Answer.none(String.valueOf(cause));
        } catch (TimeoutException e) {
            return Answer.none("no whole answer within " + oneTry.toMillis() + " ms");
        } catch (CancellationException e) {
            return Answer.none("it was told to stop");
        } finally {
            sent.cancel(true);
        }
    }

    /** A page in its place, or a refusal that no gateway of ours has written, says nothing of the picture. */
    private static Answer answer(HttpResponse<byte[]> response) {
        Optional<ProblemDetail> ours = ProblemDetail.ours(response.headers(), response.body());
        return switch (StoreAnswer.of(response.statusCode(), response.headers(), ours)) {
            case DONE ->
                isPicture(response)
                        ? new Answer(Status.OK, response.body(), "")
                        : Answer.none("HTTP " + response.statusCode() + " without a picture");
            case MISSING -> new Answer(Status.GONE, new byte[0], "");
            case EXPIRED, TAKEN, REFUSED, TURNED_AWAY, UNKNOWN -> Answer.none("HTTP " + response.statusCode());
        };
    }

    private static boolean isPicture(HttpResponse<byte[]> response) {
        return response.statusCode() == 200
                && response.headers()
                        .firstValue("Content-Type")
                        .map(type -> type.startsWith("image/"))
                        .orElse(true);
    }

    private static FetchResult read(byte[] file) {
        try {
            return SafePixels.of(file)
                    .<FetchResult>map(pixels -> new FetchResult.Picture(new InitPicture(pixels)))
                    .orElseGet(
                            () -> failed("init-image-unreadable", "The picture to begin from cannot be read.", false));
        } catch (OutOfMemoryError e) {
            return failed("out-of-memory", "The worker ran out of memory.", true);
        }
    }

    private static FetchResult failed(String code, String message, boolean retryable) {
        return new FetchResult.Failed(new Failure(code, message, retryable));
    }
}
