package imece.bench.farm;

import imece.client.ApiClient;
import imece.client.FeedConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One visitor who asks for pictures. For many threads. */
public final class BenchVisitor {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIDE = 64;
    private static final int STEPS = 4;

    private final ApiClient client;

    /** Somebody new, who is given a cookie. */
    public BenchVisitor(URI gateway) throws IOException, InterruptedException {
        client = ApiClient.newcomer(gateway, PATIENCE);
    }

    /** The gateway takes no more prompts at the moment. */
    public static final class FarmBusy extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Asks for so many pictures at once (at most 8); their jobs' ids.
     *
     * @throws FarmBusy if the gateway has its hands full
     */
    public List<String> submit(int count) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of(
                "prompt",
                "a grey square for the bench",
                "width",
                SIDE,
                "height",
                SIDE,
                "steps",
                STEPS,
                "count",
                count));
        HttpResponse<byte[]> answer = ApiClient.send(client.post("/api/jobs", body), BodyHandlers.ofByteArray());
        if (answer.statusCode() == 503) {
            throw new FarmBusy();
        }
        if (answer.statusCode() != 202) {
            throw new IOException("A submit was answered with %d: %s"
                    .formatted(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8)));
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode job : JSON.readTree(answer.body()).path("jobs")) {
            ids.add(job.path("id").stringValue());
        }
        return ids;
    }

    /** Opens a conversation; its id. */
    public String openConversation() throws IOException, InterruptedException {
        return posted("/api/conversations", "{}", 201).path("id").stringValue();
    }

    /** Asks for one picture in a conversation with a key, as the chat app does. */
    public void prompt(String conversation, String words) throws IOException, InterruptedException {
        String path = "/api/conversations/%s/messages".formatted(conversation);
        posted(path, JSON.writeValueAsString(Map.of("prompt", words)), 202);
    }

    private JsonNode posted(String path, String body, int expected) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = ApiClient.send(
                client.post(path, body)
                        .header("Idempotency-Key", UUID.randomUUID().toString()),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != expected) {
            throw new IOException("%s was answered with %d: %s"
                    .formatted(path, answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return JSON.readTree(answer.body());
    }

    /** Asks that a job ends; the answer's status. */
    public int cancel(String job) throws IOException, InterruptedException {
        return ApiClient.send(client.request("/api/jobs/" + job).DELETE(), BodyHandlers.discarding())
                .statusCode();
    }

    /** Asks that everything that is not over ends. */
    public void cancelAll() throws IOException, InterruptedException {
        HttpResponse<Void> answer =
                ApiClient.send(client.request("/api/jobs?status=live").DELETE(), BodyHandlers.discarding());
        if (answer.statusCode() != 202) {
            throw new IOException("The live jobs were not cancelled: " + answer.statusCode());
        }
    }

    /** Opens this visitor's feed; every text frame goes to the reader. */
    public FeedConnection feed(FrameReader reader) {
        return client.feed(frame -> reader.read(frame, System.nanoTime())).join();
    }

    /** Takes frames, one at a time. */
    @FunctionalInterface
    public interface FrameReader {
        /**
         * A whole text frame.
         *
         * @param nanos when it was there, as of {@link System#nanoTime}
         */
        void read(String frame, long nanos);
    }
}
