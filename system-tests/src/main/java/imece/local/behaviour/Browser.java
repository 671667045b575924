package imece.local.behaviour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One visitor: an HTTP client that keeps its cookies. */
final class Browser {
    static final JsonMapper JSON = new JsonMapper();
    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI gateway;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final List<String> standing = new ArrayList<>();

    Browser(URI gateway) {
        this.gateway = gateway;
    }

    /** Sends this header with every request from now on. */
    Browser always(String header, String value) {
        standing.addAll(List.of(header, value));
        return this;
    }

    /** Shows this cookie from now on. */
    Browser with(String cookie, String value) {
        cookies.put(cookie, value);
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
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookie());
        }
        List<String> all = new ArrayList<>(standing);
        all.addAll(Arrays.asList(headers));
        for (int i = 0; i < all.size(); i += 2) {
            request.header(all.get(i), all.get(i + 1));
        }
        try {
            Answer answer = new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
            answer.response().headers().allValues("Set-Cookie").forEach(this::keep);
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
        return String.join(
                "; ",
                cookies.entrySet().stream()
                        .map(c -> c.getKey() + "=" + c.getValue())
                        .toList());
    }

    /** Who this is, as the database says owner; asks for a cookie first where there is none. */
    String visitor() {
        if (!cookies.containsKey("imece_visitor")) {
            get("/api/options").expect(200);
        }
        return cookies.getOrDefault("imece_visitor", "").split("\\.", -1)[0];
    }

    /** Another tab of the same browser. */
    Browser anotherTab() {
        Browser tab = new Browser(gateway);
        tab.cookies.putAll(cookies);
        return tab;
    }

    /** Starts a conversation; its id. */
    String conversation() {
        return post("/api/conversations", "{}").expect(201).json().path("id").stringValue();
    }

    /** Submits a prompt without a chat; the job as answered. */
    JsonNode submit(String prompt) {
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

    private void keep(String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
    }

    private static String[] json(String... headers) {
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        if (!all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return all.toArray(String[]::new);
    }
}
