package imece.worker.upload;

import imece.contract.Failure;
import imece.contract.RenderJob;
import imece.worker.engine.Cancellation;
import imece.worker.engine.InitPicture;
import imece.worker.engine.picture.SafePixels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the picture that a job begins from, from its signed addresses, in order and round after round. */
public final class InitFetch {

    private static final Logger log = LoggerFactory.getLogger(InitFetch.class);
    private static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** As large as the largest picture that a worker may upload. */
    private static final int MOST_BYTES = 64 << 20;

    private final HttpClient http;
    private final Duration patience;

    /**
     * Fetches with this client.
     *
     * @param patience how long to try in all
     */
    public InitFetch(HttpClient http, Duration patience) {
        this.http = http;
        this.patience = patience;
    }

    /** What came of it. */
    public sealed interface Fetched {
        /** Here it is. */
        record Picture(InitPicture picture) implements Fetched {}

        /** There is none to be had. */
        record Failed(Failure failure) implements Fetched {}

        /** It was told to stop. */
        record Stopped() implements Fetched {}
    }

    /** Fetches it. */
    public Fetched fetch(RenderJob job, Cancellation stop) throws InterruptedException {
        long begin = System.nanoTime();
        String last = "the job names no address";
        do {
            for (String url : job.initImageUrls()) {
                if (stop.requested()) {
                    return new Fetched.Stopped();
                }
                try {
                    HttpResponse<InputStream> response = get(url);
                    try (InputStream body = response.body()) {
                        switch (response.statusCode()) {
                            case 200 -> {
                                return read(body);
                            }
                            case 404 -> {
                                return failed(
                                        "init-image-gone", "The picture to begin from is not there any more.", false);
                            }
                            default -> last = "HTTP " + response.statusCode();
                        }
                    }
                } catch (IOException e) {
                    last = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                } catch (IllegalArgumentException e) {
                    last = "not an address that can be used";
                }
                log.warn("The picture to begin from could not be fetched ({}); trying on. job={}", last, job.jobId());
            }
        } while (System.nanoTime() - begin < patience.toNanos() && !stop.await(PAUSE));
        return stop.requested()
                ? new Fetched.Stopped()
                : failed(
                        "init-image-unavailable",
                        "The picture to begin from could not be fetched: " + last + ".",
                        true);
    }

    private HttpResponse<InputStream> get(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(ONE_TRY).GET().build();
        return http.send(request, BodyHandlers.ofInputStream());
    }

    private static Fetched read(InputStream body) throws IOException {
        byte[] file = body.readNBytes(MOST_BYTES + 1);
        if (file.length > MOST_BYTES) {
            return failed("init-image-unreadable", "The picture to begin from is too large.", false);
        }
        return SafePixels.of(file)
                .<Fetched>map(pixels -> new Fetched.Picture(new InitPicture(pixels)))
                .orElseGet(() -> failed("init-image-unreadable", "The picture to begin from cannot be read.", false));
    }

    private static Fetched failed(String code, String message, boolean retryable) {
        return new Fetched.Failed(new Failure(code, message, retryable));
    }
}
