package imece.local;

import imece.client.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that asks a farm for pictures; keeps its cookie. */
record FarmClient(ApiClient api, Map<String, String> headers) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A status and a body. */
    record Answer(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    FarmClient(String url) {
        this(new ApiClient(URI.create(url), Duration.ofSeconds(30)), Map.of());
    }

    /** The same visitor on a page of this origin. */
    FarmClient from(String origin) {
        return with("Origin", origin);
    }

    FarmClient asOperator(String token) {
        return with("Authorization", "Bearer " + token);
    }

    Answer submit(String prompt) {
        String body = "{\"prompt\":\"%s\",\"width\":64,\"height\":64,\"steps\":4}".formatted(prompt);
        return send(api.post("/api/jobs", body));
    }

    /** The id of a job that was accepted. */
    String submitted(String prompt) {
        return submit(prompt).json().path("jobs").path(0).path("id").stringValue();
    }

    String status(String job) {
        return get("/api/jobs/" + job).json().path("status").asString("");
    }

    Answer get(String path) {
        return send(api.request(path));
    }

    Answer post(String path, String json) {
        return send(api.post(path, json));
    }

    private FarmClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new FarmClient(api, more);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            headers.forEach(request::header);
            HttpResponse<String> response = ApiClient.send(request, HttpResponse.BodyHandlers.ofString());
            api.keep(response);
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
