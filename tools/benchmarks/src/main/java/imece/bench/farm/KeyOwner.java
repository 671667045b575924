package imece.bench.farm;

import imece.client.ApiClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program with a key of its own, which pays for itself in turns. */
public final class KeyOwner {
    /** Steps of each picture that it asks for. */
    public static final int STEPS = 20;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIDE = 64;

    private final ApiClient client;

    private KeyOwner(ApiClient client) {
        this.client = client;
    }

    /** With a new key of the farm. */
    public static KeyOwner newIn(DemoFarm farm) throws IOException, InterruptedException {
        JsonNode made = answer(farm.operator().post("/api/operator/keys", "{\"name\":\"bench\"}"), 201);
        String key = made.path("key").stringValue();
        return new KeyOwner(new ApiClient(farm.address(), PATIENCE).always("Authorization", "Bearer " + key));
    }

    /** Asks for so many pictures with this checkpoint, at most 8; their jobs. */
    public List<UUID> submit(String checkpoint, int count) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of(
                "prompt",
                "a grey square for the bench",
                "checkpoint",
                checkpoint,
                "width",
                SIDE,
                "height",
                SIDE,
                "steps",
                STEPS,
                "count",
                count));
        List<UUID> jobs = new ArrayList<>();
        for (JsonNode job : answer(client.post("/api/jobs", body), 202).path("jobs")) {
            jobs.add(UUID.fromString(job.path("id").stringValue()));
        }
        return jobs;
    }

    /** A job as the API tells it. */
    public JsonNode job(UUID job) throws IOException, InterruptedException {
        return answer(client.request("/api/jobs/" + job), 200);
    }

    /** Asks that everything that is not over ends. */
    public void cancelAll() throws IOException, InterruptedException {
        HttpResponse<Void> answer =
                ApiClient.send(client.request("/api/jobs?status=live").DELETE(), BodyHandlers.discarding());
        if (answer.statusCode() != 202) {
            throw new IOException("The live jobs were not cancelled: " + answer.statusCode());
        }
    }

    private static JsonNode answer(HttpRequest.Builder request, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = ApiClient.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IOException("%s was answered with %d: %s"
                    .formatted(answer.request().uri().getPath(), answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}
