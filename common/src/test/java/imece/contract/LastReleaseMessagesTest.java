package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Processes of the last release and of this one read each other's messages, in both directions. */
class LastReleaseMessagesTest {

    @TestFactory
    Stream<DynamicTest> eachMessageOfTheLastReleaseIsReadAsItWasMeant() {
        return each((name, message, recorded) ->
                assertThat(Wire.read(Wire.write(recorded), rootOf(message))).contains(message));
    }

    @TestFactory
    Stream<DynamicTest> eachMessageIsWrittenSoThatTheLastReleaseReadsIt() {
        return each((name, message, recorded) ->
                assertThat(tree(Wire.write(message))).isEqualTo(recorded));
    }

    @TestFactory
    Stream<DynamicTest> whatANewerReleaseAddsIsPassedOver() {
        return each((name, message, recorded) -> {
            JsonNode newer = recorded.deepCopy();
            addUnknownFields(newer);
            assertThat(newer).isNotEqualTo(recorded);
            assertThat(Wire.read(Wire.write(newer), rootOf(message))).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "render-job-least, /spec, checkpoint",
        "render-job-least, /spec, loras",
        "render-job-least, /spec, initImageId",
        "render-job-least, /spec, denoisingStrength",
        "render-job-least, '', initImageUrls",
        "render-job-least, '', attempt",
        "render-job-least, '', traceparent",
        "render-job-least, '', avoid",
        "render-job-least, '', neighbours",
        "heartbeat, /slots/1, checkpoint",
        "heartbeat, /slots/1, run",
        "heartbeat, /slots/1, why",
        "heartbeat, /slots/1, capabilities",
        "heartbeat, /slots/1, stock",
        "heartbeat, /slots/1/gpu, memoryTotalMiB",
        "heartbeat, /slots/1/gpu, memoryUsedMiB",
        "heartbeat, /slots/1/gpu, utilisationPercent",
        "heartbeat, /slots/1/gpu, temperatureCelsius"
    })
    void whatMayBeMissingIsAsIfItWereEmpty(String name, String within, String field) throws IOException {
        JsonNode shorter = recorded(name);
        JsonNode object = within.isEmpty() ? shorter : shorter.at(within);
        assertThat(((ObjectNode) object).remove(field)).as("recorded").isNotNull();

        Object message = Objects.requireNonNull(LastReleaseMessages.ALL.get(name));
        assertThat(Wire.read(Wire.write(shorter), rootOf(message))).contains(message);
    }

    @TestFactory
    Stream<DynamicTest> everyWordOfTheLastReleaseIsStillReadAndWritten() throws IOException {
        JsonNode words = tree(Files.readAllBytes(LastReleaseMessages.FOLDER.resolveSibling("words.json")));
        return LastReleaseMessages.WORDS.entrySet().stream()
                .flatMap(entry -> words.path(entry.getKey())
                        .valueStream()
                        .map(word -> DynamicTest.dynamicTest(entry.getKey() + " " + word.asString(), () -> {
                            Class<?> type = entry.getValue().getFirst().getClass();
                            Object read = Wire.read(Wire.write(word), type).orElseThrow();
                            assertThat(tree(Wire.write(read))).isEqualTo(word);
                        })));
    }

    @Test
    void noWordOfTheLastReleaseIsGone() throws IOException {
        JsonNode recorded = tree(Files.readAllBytes(LastReleaseMessages.FOLDER.resolveSibling("words.json")));
        JsonNode now = LastReleaseMessages.JSON.valueToTree(LastReleaseMessages.words());

        assertThat(recorded.size()).isEqualTo(8);
        recorded.propertyStream()
                .forEach(each -> assertThat(now.path(each.getKey()).valueStream())
                        .as(each.getKey())
                        .containsAll(each.getValue().valueStream().toList()));
    }

    @Test
    void exchangesQueuesTheirArgumentsAndHeadersAreCalledTheSame() throws IOException {
        assertThat(LastReleaseMessages.JSON.readTree(
                        LastReleaseMessages.JSON.writeValueAsString(LastReleaseMessages.topology())))
                .isEqualTo(tree(Files.readAllBytes(LastReleaseMessages.FOLDER.resolveSibling("topology.json"))));
    }

    @Test
    void everyRecordedFileIsLookedAt() throws IOException {
        try (Stream<Path> files = Files.list(LastReleaseMessages.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(LastReleaseMessages.ALL.keySet());
        }
    }

    private interface Look {
        void at(String name, Object message, JsonNode recorded);
    }

    private static Stream<DynamicTest> each(Look look) {
        return LastReleaseMessages.ALL.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> look.at(entry.getKey(), entry.getValue(), recorded(entry.getKey()))));
    }

    private static JsonNode recorded(String name) throws IOException {
        return tree(Files.readAllBytes(LastReleaseMessages.FOLDER.resolve(name + ".json")));
    }

    private static JsonNode tree(byte[] json) {
        return LastReleaseMessages.JSON.readTree(json);
    }

    private static void addUnknownFields(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.forEach(LastReleaseMessagesTest::addUnknownFields);
                object.set("ofTomorrow", LastReleaseMessages.JSON.valueToTree(Map.of("x", List.of(1))));
            }
            case ArrayNode array -> array.forEach(LastReleaseMessagesTest::addUnknownFields);
            default -> {
                // Texts, numbers and truths have no fields.
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> rootOf(Object message) {
        Class<?> root = switch (message) {
            case StatusEvent event -> StatusEvent.class;
            case LiveEvent event -> LiveEvent.class;
            case WorkerOrder order -> WorkerOrder.class;
            default -> message.getClass();
        };
        return (Class<Object>) root;
    }
}
