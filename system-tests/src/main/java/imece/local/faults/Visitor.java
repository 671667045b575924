package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imece.client.ApiClient;
import imece.local.farm.Members;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person: the REST surface with this person's cookie, and a socket whose every frame is kept. */
final class Visitor implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<ApiClient> clients;
    private final AtomicInteger at = new AtomicInteger();
    private final @Nullable Frames frames;
    private final List<UUID> submitted;

    /** Somebody new at the first of these gateways, who goes on to the next one when refused. */
    Visitor(List<String> bases) {
        this(bases, true);
    }

    /** Somebody new who does not look at the feed. */
    static Visitor unwatched(String base) {
        return new Visitor(List.of(base), false);
    }

    private Visitor(List<String> bases, boolean watched) {
        ApiClient first = newcomer(bases.getFirst());
        this.clients = bases.stream().map(base -> first.at(URI.create(base))).toList();
        this.submitted = new CopyOnWriteArrayList<>();
        this.frames = watched ? new Frames(clients) : null;
    }

    Visitor(String base, Visitor same) {
        this.clients = List.of(same.client().at(URI.create(base)));
        this.frames = new Frames(clients);
        this.submitted = same.submitted;
    }

    private static ApiClient newcomer(String base) {
        try {
            return ApiClient.newcomer(URI.create(base), PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Frames frames() {
        return Objects.requireNonNull(frames, "this visitor does not look at the feed");
    }

    /** At the gateway that it asks now. */
    ApiClient client() {
        return clients.get(at.get());
    }

    List<UUID> submitted() {
        return submitted;
    }

    /** One job that must be accepted. */
    UUID submit(String prompt, int steps) {
        return accepted(trySubmit(prompt, steps));
    }

    List<UUID> submit(int count, String prompt, int steps) {
        List<UUID> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            all.add(submit(prompt + " " + i, steps));
        }
        return all;
    }

    HttpResponse<String> trySubmit(String prompt, int steps) {
        return send(submission(prompt, steps, 64));
    }

    /** A submit with a key, whose answer may never come. */
    CompletableFuture<HttpResponse<String>> submitting(String prompt, String key) {
        return ApiClient.sendAsync(
                submission(prompt, 8, 64).header("Idempotency-Key", key).timeout(Duration.ofMinutes(5)),
                HttpResponse.BodyHandlers.ofString());
    }

    /** One job with a picture of this many pixels each way. */
    UUID submitLarge(String prompt, int side) {
        return accepted(send(submission(prompt, 4, side)));
    }

    /**
     * One job that must be accepted, asked for as a careful client does: who is refused or cut off asks again, with the same
     * key, at the next gateway.
     *
     * @return how often it was asked for
     */
    int submitSomewhere(String prompt, int steps) {
        String key = UUID.randomUUID().toString();
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<String> answer = send(submission(prompt, steps, 64).header("Idempotency-Key", key));
                if (answer.statusCode() == 202) {
                    accepted(answer);
                    return tries;
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            } catch (UncheckedIOException e) {
                assertThat(tries).as("tries; the last one: %s", e).isLessThan(clients.size());
            }
            int unused = at.updateAndGet(now -> (now + 1) % clients.size());
        }
    }

    private HttpRequest.Builder submission(String prompt, int steps, int side) {
        String body =
                "{\"prompt\":\"%s\",\"width\":%d,\"height\":%d,\"steps\":%d}".formatted(prompt, side, side, steps);
        return client().post("/api/jobs", body);
    }

    /** The job of an answer that must be 202. */
    UUID accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        UUID id = UUID.fromString(
                JSON.readTree(answer.body()).path("jobs").path(0).path("id").stringValue());
        submitted.add(id);
        return id;
    }

    JsonNode job(UUID id) {
        return JSON.readTree(send(request("/api/jobs/" + id)).body());
    }

    JsonNode attempts(UUID id) {
        return JSON.readTree(send(request("/api/jobs/" + id + "/attempts")).body());
    }

    /** Takes back everything that still waits. */
    void cancelWaiting() {
        HttpResponse<String> answer = send(request("/api/jobs?status=queued").DELETE());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** Takes back everything that is not over. */
    void cancelLive() {
        HttpResponse<String> answer = send(request("/api/jobs?status=live").DELETE());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** How many jobs wait, over all visitors. */
    int waiting() {
        return JSON.readTree(send(request("/api/queue")).body())
                .path("lanes")
                .path(0)
                .path("waiting")
                .intValue();
    }

    /** The job that a second try makes of one that is over. */
    UUID retry(UUID id) {
        HttpResponse<String> answer =
                send(request("/api/jobs/" + id + "/retry").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        UUID again = UUID.fromString(JSON.readTree(answer.body()).path("id").stringValue());
        submitted.add(again);
        return again;
    }

    int cancel(UUID id) {
        return send(request("/api/jobs/" + id).DELETE()).statusCode();
    }

    JsonNode operator(String token, String method, String path) {
        HttpResponse<String> answer = send(request(path)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** The value of one metric of this visitor's gateway; the series' name is written as it is exposed. */
    double metric(String series) {
        URI management = URI.create(Members.management(client().gateway().getPort()));
        return send(client().at(management).request("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    byte[] picture(UUID id) {
        HttpResponse<byte[]> answer = exchange(request("/api/images/" + id), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The picture of each complete job is the one that its row names, and says that the winning run made it. */
    void assertPictures(Rows rows) {
        for (UUID id : submitted) {
            Rows.JobRow row = rows.job(id);
            if (row.status().equals("complete")) {
                byte[] picture = picture(id);
                assertThat(sha256(picture)).isEqualTo(row.sha256());
                assertThat(new String(picture, StandardCharsets.ISO_8859_1)).contains(String.valueOf(row.runId()));
            }
        }
    }

    @Override
    public void close() {
        if (frames != null) {
            frames.close();
        }
    }

    static int status(String url) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(3));
            return ApiClient.send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest.Builder request(String path) {
        return client().request(path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return exchange(request, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return ApiClient.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
