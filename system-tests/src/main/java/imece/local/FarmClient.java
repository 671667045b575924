package imece.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that asks a farm for pictures; keeps its cookie. */
record FarmClient(String url, Map<String, String> headers, HttpClient http) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A status and a body. */
    record Answer(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    FarmClient(String url) {
        this(
                url,
                Map.of(),
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager())
                        .build());
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
        return send(request("/api/jobs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The id of a job that was accepted. */
    String submitted(String prompt) {
        return submit(prompt).json().path("jobs").path(0).path("id").stringValue();
    }

    String status(String job) {
        return get("/api/jobs/" + job).json().path("status").asString("");
    }

    Answer get(String path) {
        return send(request(path));
    }

    private FarmClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new FarmClient(url, more, http);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
