package imece.gateway.moderation;

import imece.gateway.ModerationSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the hook one kind of question. It has a time for the whole of its answer, however that trickles, and may say little; it is
 * followed nowhere else. When it fails too often it is left alone for a while. Nothing is held while it is waited for but the
 * thread that asks.
 */
final class ModerationHook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModerationHook.class);
    private static final int MOST_BYTES = 16 << 10;
    private static final int WINDOW = 20;
    private static final int FIRST_JUDGED_AFTER = 5;
    private static final float TOO_MANY_PERCENT = 50;

    private final URI url;
    private final ModerationSettings settings;
    private final Set<HookAnswer.HookWord> known;
    private final JsonMapper json;
    private final HttpClient http;
    private final CircuitBreaker breaker;
    private final Semaphore places;
    private final Counter silent;

    /**
     * One, if there is an address to ask.
     *
     * @param what {@code prompt} or {@code picture}
     * @param known the words that answer it
     * @param atOnce how many questions it is asked at once; with more than these it is as silent
     */
    static @Nullable ModerationHook ifOn(
            String what,
            Set<HookAnswer.HookWord> known,
            int atOnce,
            ModerationSettings settings,
            JsonMapper json,
            MeterRegistry meters) {
        // Also where nobody is asked: what is documented is there, and stays 0.
        Counter silent = meters.counter("imece.moderation.silent", "what", what);
        URI url = settings.url();
        return url == null ? null : new ModerationHook(url, what, known, atOnce, settings, json, silent);
    }

    private ModerationHook(
            URI url,
            String what,
            Set<HookAnswer.HookWord> known,
            int atOnce,
            ModerationSettings settings,
            JsonMapper json,
            Counter silent) {
        this.url = url;
        this.settings = settings;
        this.known = Set.copyOf(known);
        this.json = json;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.promptTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.breaker = CircuitBreaker.of(
                "moderation-" + what,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(FIRST_JUDGED_AFTER)
                        .failureRateThreshold(TOO_MANY_PERCENT)
                        .waitDurationInOpenState(settings.leftAlone())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn(
                        "The moderation hook for {}s: {}.",
                        what,
                        change.getStateTransition().toString().toLowerCase(Locale.ROOT)));
        this.places = new Semaphore(atOnce);
        this.silent = silent;
    }

    /**
     * What it says; empty if it says nothing that is known in time, or is left alone at the moment.
     *
     * @param within the time for all of it
     */
    Optional<HookAnswer> ask(Supplier<BodyPublisher> question, String contentType, Duration within) {
        Optional<HookAnswer> said = Optional.empty();
        if (places.tryAcquire()) {
            try {
                said = askUnlessLeftAlone(question, contentType, within);
            } finally {
                places.release();
            }
        }
        if (said.isEmpty()) {
            silent.increment();
        }
        return said;
    }

    private Optional<HookAnswer> askUnlessLeftAlone(
            Supplier<BodyPublisher> question, String contentType, Duration within) {
        if (!breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        long begun = breaker.getCurrentTimestamp();
        try {
            HookAnswer answer = answer(question.get(), contentType, within);
            breaker.onSuccess(breaker.getCurrentTimestamp() - begun, breaker.getTimestampUnit());
            return Optional.of(answer);
        } catch (InterruptedException e) {
            breaker.releasePermission();
            Thread.currentThread().interrupt();
        } catch (IOException | TimeoutException | RuntimeException e) {
            breaker.onError(breaker.getCurrentTimestamp() - begun, breaker.getTimestampUnit(), e);
            LOG.debug("The moderation hook does not answer: {}", e.toString());
        }
        return Optional.empty();
    }

    private HookAnswer answer(BodyPublisher question, String contentType, Duration within)
            throws IOException, InterruptedException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(within)
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .POST(question);
        if (settings.token() != null) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        CompletableFuture<HttpResponse<String>> asked =
                http.sendAsync(request.build(), head -> new BoundedText(MOST_BYTES));
        try {
            HttpResponse<String> response = asked.get(within.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != HttpStatus.OK.value()) {
                throw new IOException("It answers with " + response.statusCode() + ".");
            }
            return HookAnswer.read(response.body(), json)
                    .filter(answer -> known.contains(answer.word()))
                    .orElseThrow(() -> new IOException("There is no verdict in its answer."));
        } catch (ExecutionException e) {
            throw new IOException("It cannot be asked: " + e.getCause(), e);
        } finally {
            // Ends the exchange, if it goes on.
            asked.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
