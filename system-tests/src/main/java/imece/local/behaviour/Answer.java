package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered. */
record Answer(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    byte[] bytes() {
        return response.body();
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The status must be this one. */
    Answer expect(int status) {
        assertThat(status()).as(() -> response.request() + " -> " + text()).isEqualTo(status);
        return this;
    }

    /** A problem detail of this status and code, which the API's document has under that call; any code for an empty one. */
    Answer refused(int status, String code) {
        expect(status);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = json();
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(List.of(
                        problem.path("type").asString(""), problem.path("title").asString(""), detail()))
                .doesNotContain("");
        assertThat(text()).doesNotContain("Exception", "\tat ", ".java");
        Documented.assertRefusal(
                response.request(), status, problem.path("code").asString(""));
        if (!code.isEmpty()) {
            assertThat(problem.path("code").stringValue()).isEqualTo(code);
            assertThat(problem.path("type").stringValue()).endsWith(code);
        }
        return this;
    }

    /** 422 that names exactly these fields, each with what is allowed. */
    Answer invalid(String... fields) {
        refused(422, "validation-failed");
        List<JsonNode> errors = json().path("errors").valueStream().toList();
        assertThat(errors)
                .extracting(error -> error.path("field").stringValue())
                .containsExactlyInAnyOrder(fields);
        assertThat(errors).allSatisfy(error -> {
            assertThat(error.path("message").asString("")).isNotBlank();
            assertThat(error.path("allowed").asString("")).isNotBlank();
        });
        return this;
    }

    private String detail() {
        return json().path("detail").asString("");
    }
}
