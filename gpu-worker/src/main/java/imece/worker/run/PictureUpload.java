package imece.worker.run;

import imece.broker.Backoff;
import imece.contract.Failure;
import imece.contract.RenderJob;
import imece.worker.engine.Cancellation;
import imece.worker.png.Png;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a picture at the job's signed addresses, in order and round after round, until one takes it, one refuses it for good,
 * or time is up. A store that is away, full or broken is waited for.
 */
public final class PictureUpload {

    private static final Logger log = LoggerFactory.getLogger(PictureUpload.class);
    /** One PUT, round by round: first of all it matters to find a gateway that answers; a slow line gets its time later. */
    private static final List<Duration> LONGEST_PUT =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));

    /** After a round in which all addresses have failed. */
    static final Backoff PAUSE = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final HttpClient http;

    /** Which of the addresses took the last picture: the next one goes there first. */
    private volatile int good;

    /** Uploads with this client. */
    public PictureUpload(HttpClient http) {
        this.http = http;
    }

    /** A client as uploads want it. */
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /**
     * Puts the picture away.
     *
     * @param runId goes where the addresses have {@link RenderJob#RUN_PLACEHOLDER}
     * @param patience how long to try in all
     */
    public UploadAnswer put(RenderJob job, String runId, Png png, Duration patience, Cancellation stop)
            throws InterruptedException {
        long begin = System.nanoTime();
        String last = "the job names no address";
        for (int round = 1; !stop.requested(); round++) {
            List<String> addresses = job.uploadUrls();
            for (int i = 0; i < addresses.size(); i++) {
                int at = (good + i) % addresses.size();
                Duration left = patience.minusNanos(System.nanoTime() - begin);
                if (left.isNegative() || stop.requested()) {
                    break;
                }
                String url = addresses.get(at).replace(RenderJob.RUN_PLACEHOLDER, runId);
                Duration longest = longestPut(round, addresses.size());
                Tried tried = tryOnce(url, png, left.compareTo(longest) < 0 ? left : longest, stop);
                Optional<UploadAnswer> end = end(tried);
                if (end.isPresent()) {
                    good = at;
                    return end.get();
                }
                last = tried.said();
                log.warn("The picture could not be put at {} ({}); trying on. job={}", host(url), last, job.jobId());
            }
            Duration pause = PAUSE.after(round);
            if (patience.minusNanos(System.nanoTime() - begin).compareTo(pause) <= 0) {
                return new UploadAnswer.GaveUp(
                        new Failure("upload-failed", "The picture could not be stored: " + last + ".", true));
            }
            stop.await(pause);
        }
        return new UploadAnswer.Stopped();
    }

    private static Duration longestPut(int round, int addresses) {
        int step = addresses == 1 ? LONGEST_PUT.size() : Math.min(round, LONGEST_PUT.size());
        return LONGEST_PUT.get(step - 1);
    }

    private record Tried(PutStatus status, String said) {}

    private Tried tryOnce(String url, Png png, Duration patience, Cancellation stop) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(patience.isZero() ? Duration.ofMillis(1) : patience)
                    .header("Content-Type", "image/png")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(png.bytes()))
                    .build();
            CompletableFuture<HttpResponse<Void>> answer =
                    http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            stop.whenRequested(() -> answer.cancel(true));
            try {
                // The request's own timeout ends with the headers.
                HttpResponse<Void> response = answer.get(patience.plusSeconds(1).toNanos(), TimeUnit.NANOSECONDS);
                return new Tried(PutStatus.of(response.statusCode()), "HTTP " + response.statusCode());
            } finally {
                answer.cancel(true);
            }
        } catch (TimeoutException e) {
            return new Tried(PutStatus.TRY_AGAIN, "no whole answer");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Tried(PutStatus.TRY_AGAIN, sentence(cause));
        } catch (CancellationException e) {
            return new Tried(PutStatus.TRY_AGAIN, "stopped");
        } catch (IllegalArgumentException e) {
            return new Tried(PutStatus.TRY_AGAIN, "not an address that can be used: " + e.getMessage());
        }
    }

    private static Optional<UploadAnswer> end(Tried tried) {
        return switch (tried.status()) {
            case STORED -> Optional.of(new UploadAnswer.Stored());
            case EXPIRED -> Optional.of(new UploadAnswer.Expired());
            case TAKEN -> Optional.of(new UploadAnswer.Taken());
            case REFUSED ->
                Optional.of(new UploadAnswer.Refused(
                        new Failure("upload-refused", "The picture was refused: " + tried.said() + ".", false)));
            case TRY_AGAIN -> Optional.empty();
        };
    }

    private static String sentence(Throwable cause) {
        if (cause instanceof ConnectException) {
            return "no connection";
        }
        String what = cause.getMessage();
        return what == null || !(cause instanceof IOException)
                ? cause.getClass().getSimpleName()
                : what;
    }

    /** The address without its path, which holds the signature. */
    private static String host(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url : url.substring(0, path);
    }

    /** What the store's HTTP status means for the picture. Pure. */
    enum PutStatus {
        STORED,
        EXPIRED,
        TAKEN,
        REFUSED,
        TRY_AGAIN;

        static PutStatus of(int status) {
            return switch (status) {
                case 200, 201, 204 -> STORED;
                case 410 -> EXPIRED;
                case 409 -> TAKEN;
                case 403, 413, 415 -> REFUSED;
                default -> TRY_AGAIN;
            };
        }
    }

    /** How putting a picture away ended. */
    public sealed interface UploadAnswer {

        /** It is stored. */
        record Stored() implements UploadAnswer {}

        /** The addresses are no longer valid. */
        record Expired() implements UploadAnswer {}

        /** Other bytes lie there already: somebody else has used this run's name. Another run has another name. */
        record Taken() implements UploadAnswer {}

        /** The store won't have this picture, now or later. */
        record Refused(Failure failure) implements UploadAnswer {}

        /** No store took it within the time. */
        record GaveUp(Failure failure) implements UploadAnswer {}

        /** The upload was cut short. */
        record Stopped() implements UploadAnswer {}
    }
}
