package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows that the last release wrote are told by this release's API in the same words, field by field. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LastReleaseRowsIT {

    private final Fresh servers = TestServers.fresh(LastReleaseRowsIT.class);
    private final LastReleaseRows rows = LastReleaseRows.recorded();
    private final GatewayUnderTest gateway;

    LastReleaseRowsIT() throws IOException, SQLException {
        rows.into(servers);
        gateway = GatewayUnderTest.start(servers);
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void everyRowOfTheLastReleaseIsToldAsItWasToldThen() throws IOException {
        Map<String, JsonNode> told = rows.told(gateway);

        assertThat(Objects.requireNonNull(told.get("jobs"))
                        .path("items")
                        .valueStream()
                        .map(job -> job.path("status").stringValue()))
                .as("every state is among the recorded ones")
                .contains("queued", "processing", "complete", "error", "cancelled");
        for (Map.Entry<String, JsonNode> each : told.entrySet()) {
            JsonNode then = LastReleaseRows.JSON.readTree(
                    Files.readString(LastReleaseRows.folder().resolve("api").resolve(each.getKey() + ".json")));
            assertThat(known(each.getValue(), then).toPrettyString())
                    .as(each.getKey())
                    .isEqualTo(then.toPrettyString());
        }
    }

    @Test
    void whatIsWrittenNowLooksAsTheLastReleaseWroteIt() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        LastReleaseRows.again(browser, chat);

        JsonNode now = LastReleaseRows.dump(gateway.rows(), browser.visitor()).path("tables");
        JsonNode then = rows.tables();
        JsonNode job = asked(now, browser.visitor());
        JsonNode before = asked(then, rows.ownerId());
        assertThat(names(job.path("spec"))).isEqualTo(names(before.path("spec")));
        assertThat(names(message(now, job).path("metadata")))
                .containsAll(names(message(then, before).path("metadata")))
                .hasSizeGreaterThan(5);
        assertThat(names(kept(now, browser.visitor())))
                .containsAll(names(kept(then, rows.ownerId())))
                .hasSizeGreaterThan(50);
        // What waits here would stand before some of those rows.
        browser.delete("/api/conversations/" + chat).expect(204);
    }

    /** What a reader of then sees in it: fields that it does not know are passed over. */
    private static JsonNode known(JsonNode now, JsonNode then) {
        if (now instanceof ObjectNode object && then.isObject()) {
            ObjectNode known = LastReleaseRows.JSON.createObjectNode();
            object.propertyStream()
                    .filter(each -> then.has(each.getKey()))
                    .forEach(each -> known.set(each.getKey(), known(each.getValue(), then.path(each.getKey()))));
            return known;
        }
        if (now.isArray() && then.isArray() && now.size() == then.size()) {
            ArrayNode known = LastReleaseRows.JSON.createArrayNode();
            for (int i = 0; i < now.size(); i++) {
                known.add(known(now.path(i), then.path(i)));
            }
            return known;
        }
        return now;
    }

    private static JsonNode asked(JsonNode tables, String owner) {
        return tables.path("jobs")
                .valueStream()
                .filter(row -> row.path("owner").asString("").equals(owner))
                .filter(row -> row.path("prompt").asString("").equals("asked for with a key"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode message(JsonNode tables, JsonNode job) {
        return tables.path("messages")
                .valueStream()
                .filter(row -> row.path("id").equals(job.path("message_id")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode kept(JsonNode tables, String owner) {
        return tables.path("idempotent_answers")
                .valueStream()
                .filter(row -> row.path("owner").asString("").equals(owner))
                .map(row -> LastReleaseRows.JSON.readTree(row.path("answer").stringValue()))
                .findFirst()
                .orElseThrow();
    }

    /** Every path to a value in it. */
    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        collect("", node, names);
        return names;
    }

    private static void collect(String path, JsonNode node, Set<String> names) {
        names.add(path + " " + (node.isNull() ? "" : node.isNumber() ? "number" : node.getNodeType()));
        node.propertyStream().forEach(each -> collect(path + "/" + each.getKey(), each.getValue(), names));
        node.valueStream().filter(each -> node.isArray()).forEach(each -> collect(path + "[]", each, names));
    }
}
