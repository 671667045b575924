package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What docs/openapi.json says about refusals: each that a test meets has to stand there, under its call. */
final class Documented {
    private static final JsonNode PATHS = paths();

    /** Any address may be asked for in a way that is no HTTP, or that no call is meant by. */
    private static final Set<String> OF_NO_CALL = Set.of("bad-request", "method-not-allowed");

    private Documented() {}

    static void assertRefusal(HttpRequest request, int status, String code) {
        if (OF_NO_CALL.contains(code)) {
            return;
        }
        calls(request)
                .forEach(call -> assertThat(call.path("responses")
                                .path(Integer.toString(status))
                                .path("description")
                                .asString("")
                                .split(", "))
                        .as(() -> "docs/openapi.json: %s %s, refused with %d"
                                .formatted(request.method(), request.uri().getRawPath(), status))
                        .contains(code));
    }

    private static Stream<JsonNode> calls(HttpRequest request) {
        String path = request.uri().getRawPath();
        return PATHS.propertyStream()
                .filter(each -> path.matches(each.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .map(each -> each.getValue().path(request.method().toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject);
    }

    private static JsonNode paths() {
        try {
            return Browser.JSON
                    .readTree(Files.readString(
                            Path.of(System.getProperty("imece.home", "..")).resolve("docs/openapi.json")))
                    .path("paths");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
