package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document of the API: the one in the repository is the one that is served, and it leaves no call without words. */
@ExtendWith(SharedGateway.class)
class OpenApiIT {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));
    private static final Path KEPT = HOME.resolve("docs/openapi.json");

    private final String served;
    private final JsonNode document;

    OpenApiIT(GatewayUnderTest gateway) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.url().resolve("/v3/api-docs")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            served = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
        document = JsonMapper.builder().build().readTree(served);
    }

    @Test
    void theDocumentInTheRepositoryIsTheOneThatIsServed() throws IOException {
        Path now = Files.writeString(HOME.resolve("system-tests/target/openapi.json"), served.strip() + "\n");

        assertThat(Files.exists(KEPT) ? Files.readString(KEPT).strip() : "nothing")
                .as("The API has changed. If that is meant: cp %s %s", now, KEPT)
                .isEqualTo(served.strip());
    }

    @Test
    void everyCallSaysWhatItIsForAndHowItAnswers() {
        List<String> silent = new ArrayList<>();
        document.path("paths")
                .forEachEntry((path, calls) -> calls.forEachEntry((method, call) -> {
                    boolean told = !call.path("summary").asString("").isEmpty()
                            && call.path("responses").propertyNames().stream()
                                    .anyMatch(status -> status.startsWith("2"));
                    if (!told) {
                        silent.add(method + " " + path);
                    }
                }));

        assertThat(document.path("paths").isEmpty()).isFalse();
        assertThat(silent).isEmpty();
    }

    @Test
    void everyRefusalIsAProblemDetail() {
        document.path("paths")
                .forEachEntry((path, calls) -> calls.forEachEntry((method, call) -> call.path("responses")
                        .forEachEntry((status, response) -> {
                            if (status.startsWith("4") || status.startsWith("5")) {
                                assertThat(response.path("content").propertyNames())
                                        .as("%s %s %s", method, path, status)
                                        .containsExactly("application/problem+json");
                            }
                        })));
    }

    @Test
    void everyTagAndEverySecuritySchemeThatACallNamesIsDescribed() {
        List<String> tags = document.path("tags")
                .valueStream()
                .map(tag -> tag.path("description").asString("").isEmpty()
                        ? ""
                        : tag.path("name").stringValue())
                .toList();
        JsonNode schemes = document.path("components").path("securitySchemes");

        document.path("paths")
                .forEachEntry((path, calls) -> calls.forEachEntry((method, call) -> {
                    assertThat(call.path("tags").valueStream().map(JsonNode::stringValue))
                            .as("%s %s", method, path)
                            .hasSize(1)
                            .isSubsetOf(tags);
                    assertThat(call.path("security").valueStream().flatMap(each -> each.propertyNames().stream()))
                            .as("%s %s", method, path)
                            .allMatch(schemes::has);
                }));
    }

    @Test
    void everyReferenceNamesASchemaThatIsThere() {
        JsonNode schemas = document.path("components").path("schemas");

        assertThat(document.findValues("$ref"))
                .extracting(ref -> ref.stringValue().replace("#/components/schemas/", ""))
                .allMatch(schemas::has);
    }
}
