package imece.worker.run;

import imece.broker.Backoff;
import imece.contract.Failure;
import imece.contract.RenderJob;
import imece.worker.engine.Cancellation;
import imece.worker.engine.http.BoundedBody;
import imece.worker.png.Png;
import imece.worker.run.StoreAnswer.ProblemDetail;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a picture at the job's signed addresses, in order and round after round, until a gateway takes it or refuses it for good,
 * or time is up. A store that is away, full or broken is waited for, and so is whatever else stands in the way; what is not known
 * in the end is nobody's verdict on the picture (decision 0067).
 */
public final class PictureUpload {

    private static final Logger log = LoggerFactory.getLogger(PictureUpload.class);
    /** One PUT, round by round: first of all it matters to find a gateway that answers; a slow line gets its time later. */
    private static final List<Duration> LONGEST_PUT =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));

    /** Where everybody refuses, as a proxy does that takes no body of this size, more time hardly helps. */
    static final Duration TURNED_AWAY_FOR = Duration.ofMinutes(1);

    /** A try that took so much longer than it may have: this process did not run meanwhile. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** After a round in which all addresses have failed. */
    static final Backoff PAUSE = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final HttpClient http;

    /** Which of the addresses took the last picture: the next one goes there first. */
    private volatile int good;

    private volatile @Nullable String trouble;

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

    /** One sentence on why pictures cannot be put away; null while they can. */
    public @Nullable String trouble() {
        return trouble;
    }

    /**
     * Puts the picture away.
     *
     * @param runId goes where the addresses have {@link RenderJob#RUN_PLACEHOLDER}
     * @param patience how long to try in all
     */
    public UploadAnswer put(RenderJob job, String runId, Png png, Duration patience, Cancellation stop)
            throws InterruptedException {
        Duration spent = Duration.ZERO;
        String last = "the job names no address";
        for (int round = 1; !stop.requested(); round++) {
            List<String> addresses = job.uploadUrls();
            boolean turnedAway = !addresses.isEmpty();
            for (int i = 0; i < addresses.size(); i++) {
                int at = (good + i) % addresses.size();
                Duration left = patience.minus(spent);
                if (left.isNegative() || stop.requested()) {
                    turnedAway = false;
                    break;
                }
                String url = addresses.get(at).replace(RenderJob.RUN_PLACEHOLDER, runId);
                Duration longest = longestPut(round, addresses.size());
                Duration allowed = left.compareTo(longest) < 0 ? left : longest;
                long begun = System.nanoTime();
                Tried tried = tryOnce(url, png, allowed, stop);
                spent = spent.plus(awake(System.nanoTime() - begun, allowed));
                Optional<UploadAnswer> end = end(tried);
                if (end.isPresent()) {
                    good = at;
                    trouble = null;
                    return end.get();
                }
                last = tried.said();
                turnedAway &= tried.answer() == StoreAnswer.TURNED_AWAY;
                trouble = "The picture store does not take pictures: " + last + ".";
                log.warn("The picture could not be put at {} ({}); trying on. job={}", host(url), last, job.jobId());
            }
            Duration pause = PAUSE.after(round);
            Duration longest = turnedAway && TURNED_AWAY_FOR.compareTo(patience) < 0 ? TURNED_AWAY_FOR : patience;
            if (longest.minus(spent).compareTo(pause) <= 0) {
                return new UploadAnswer.GaveUp(last);
            }
            long begun = System.nanoTime();
            stop.await(pause);
            spent = spent.plus(awake(System.nanoTime() - begun, pause));
        }
        return new UploadAnswer.Stopped();
    }

    /** So much of a try or a pause counts: what it took beyond its own time, this process slept through. Pure. */
    static Duration awake(long nanos, Duration allowed) {
        Duration took = Duration.ofNanos(nanos);
        Duration most = allowed.plus(SLACK);
        return took.compareTo(most) < 0 ? took : most;
    }

    private static Duration longestPut(int round, int addresses) {
        int step = addresses == 1 ? LONGEST_PUT.size() : Math.min(round, LONGEST_PUT.size());
        return LONGEST_PUT.get(step - 1);
    }

    private record Tried(StoreAnswer answer, String said) {

        static Tried unknown(String said) {
            return new Tried(StoreAnswer.UNKNOWN, said);
        }

        static Tried of(HttpResponse<byte[]> response) {
            Optional<ProblemDetail> ours = ProblemDetail.ours(response.headers(), response.body());
            String said = "HTTP " + response.statusCode()
                    + ours.map(problem -> " (" + problem.code() + ")").orElse("");
            return new Tried(StoreAnswer.of(response.statusCode(), response.headers(), ours), said);
        }
    }

    private Tried tryOnce(String url, Png png, Duration patience, Cancellation stop) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(patience.isZero() ? Duration.ofMillis(1) : patience)
                    .header("Content-Type", "image/png")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(png.bytes()))
                    .build();
            CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                    request,
                    head -> ProblemDetail.isProblem(head.headers())
                            ? new BoundedBody(StoreAnswer.MOST_BYTES)
                            : BodySubscribers.replacing(new byte[0]));
            stop.whenRequested(() -> answer.cancel(true));
            try {
                // The request's own timeout ends with the headers.
                return Tried.of(answer.get(patience.plusSeconds(1).toNanos(), TimeUnit.NANOSECONDS));
            } finally {
                answer.cancel(true);
            }
        } catch (TimeoutException e) {
            return Tried.unknown("no whole answer");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Tried.unknown(sentence(cause));
        } catch (CancellationException e) {
            return Tried.unknown("stopped");
        } catch (IllegalArgumentException e) {
            return Tried.unknown("not an address that can be used: " + e.getMessage());
        }
    }

    private static Optional<UploadAnswer> end(Tried tried) {
        return switch (tried.answer()) {
            case DONE -> Optional.of(new UploadAnswer.Stored());
            case EXPIRED -> Optional.of(new UploadAnswer.Expired());
            case TAKEN -> Optional.of(new UploadAnswer.Taken());
            case REFUSED ->
                Optional.of(new UploadAnswer.Refused(
                        new Failure("upload-refused", "The picture was refused: " + tried.said() + ".", false)));
            case MISSING, TURNED_AWAY, UNKNOWN -> Optional.empty();
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

        /**
         * Nobody took it within the time, and no gateway has said anything about it.
         *
         * @param why what the last of them answered
         */
        record GaveUp(String why) implements UploadAnswer {}

        /** The upload was cut short. */
        record Stopped() implements UploadAnswer {}
    }
}
