package imece.local.behaviour;

import imece.client.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One visitor: an HTTP client that keeps its cookies. */
final class Browser {
    static final JsonMapper JSON = new JsonMapper();
    private final ApiClient client;
    private final List<String> standing = new ArrayList<>();

    Browser(URI gateway) {
        this(new ApiClient(gateway, Duration.ofSeconds(30)));
    }

    private Browser(ApiClient client) {
        this.client = client;
    }

    ApiClient client() {
        return client;
    }

    /** Sends this header with every request from now on. */
    Browser always(String header, String value) {
        standing.addAll(List.of(header, value));
        return this;
    }

    /** The headers that it sends with every request, in pairs. */
    String[] standing() {
        return standing.toArray(String[]::new);
    }

    /** Shows this cookie from now on. */
    Browser with(String cookie, String value) {
        client.show(cookie, value);
        return this;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json, String... headers) {
        return send("POST", path, BodyPublishers.ofString(json), json(headers));
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, BodyPublishers.ofString(json), json());
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = client.request(path).method(method, body);
        List<String> all = new ArrayList<>(standing);
        all.addAll(Arrays.asList(headers));
        for (int i = 0; i < all.size(); i += 2) {
            request.header(all.get(i), all.get(i + 1));
        }
        try {
            Answer answer = new Answer(ApiClient.send(request, BodyHandlers.ofByteArray()));
            client.keep(answer.response());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value of the Cookie header. */
    String cookie() {
        return client.cookies();
    }

    /** Who this is, as the database says owner; asks for a cookie first where there is none. */
    String visitor() {
        if (client.visitor().isEmpty()) {
            get("/api/options").expect(200);
        }
        return client.visitor();
    }

    /** Another tab of the same browser. */
    Browser anotherTab() {
        return new Browser(client.at(client.gateway()));
    }

    /** Starts a conversation; its id. */
    String conversation() {
        return post("/api/conversations", "{}").expect(201).json().path("id").stringValue();
    }

    /** Submits a prompt without a chat, as somebody who has a cookie by then; the job as answered. */
    JsonNode submit(String prompt) {
        visitor();
        return post("/api/jobs", spec(prompt)).expect(202).json().path("jobs").path(0);
    }

    /** Submits a prompt without a chat; the job's id. */
    String submitted(String prompt) {
        return submit(prompt).path("id").stringValue();
    }

    /** Writes a prompt into a conversation: the user's and the bot's message. */
    JsonNode prompt(String conversation, String prompt) {
        return post("/api/conversations/" + conversation + "/messages", spec(prompt))
                .expect(202)
                .json();
    }

    JsonNode job(String id) {
        return get("/api/jobs/" + id).expect(200).json();
    }

    String status(String job) {
        return job(job).path("status").stringValue();
    }

    int position(String job) {
        return job(job).path("queuePosition").intValue();
    }

    /** The smallest picture there is, so that tests need little time. */
    static String spec(String prompt) {
        return JSON.writeValueAsString(Map.of("prompt", prompt, "width", 64, "height", 64, "steps", 2));
    }

    private static String[] json(String... headers) {
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        if (!all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return all.toArray(String[]::new);
    }
}
