package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person: the REST surface with this person's cookie, and a socket whose every frame is kept. */
final class Visitor implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String base;
    private final String cookie;
    private final Frames frames;
    private final List<UUID> submitted;

    Visitor(String base) {
        this.base = base;
        HttpResponse<String> first = send(HttpRequest.newBuilder(URI.create(base + "/api/jobs")));
        String set = first.headers().firstValue("Set-Cookie").orElseThrow();
        this.cookie = set.substring(0, set.indexOf(';'));
        this.submitted = new CopyOnWriteArrayList<>();
        this.frames = new Frames(HTTP, base, cookie);
    }

    Visitor(String base, Visitor same) {
        this.base = base;
        this.cookie = same.cookie;
        this.frames = new Frames(HTTP, base, cookie);
        this.submitted = same.submitted;
    }

    Frames frames() {
        return frames;
    }

    List<UUID> submitted() {
        return submitted;
    }

    /** One job that must be accepted. */
    UUID submit(String prompt, int steps) {
        HttpResponse<String> answer = trySubmit(prompt, steps);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        UUID id = UUID.fromString(
                JSON.readTree(answer.body()).path("jobs").path(0).path("id").stringValue());
        submitted.add(id);
        return id;
    }

    List<UUID> submit(int count, String prompt, int steps) {
        List<UUID> all = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            all.add(submit(prompt + " " + i, steps));
        }
        return all;
    }

    HttpResponse<String> trySubmit(String prompt, int steps) {
        String body = "{\"prompt\":\"%s\",\"width\":64,\"height\":64,\"steps\":%d}".formatted(prompt, steps);
        return send(request("/api/jobs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode job(UUID id) {
        return JSON.readTree(send(request("/api/jobs/" + id)).body());
    }

    JsonNode attempts(UUID id) {
        return JSON.readTree(send(request("/api/jobs/" + id + "/attempts")).body());
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
        frames.close();
    }

    static int status(String url) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(Duration.ofSeconds(3))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Cookie", cookie);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return exchange(request, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(15)).build(), body);
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
