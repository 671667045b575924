package imece.local.behaviour;

import imece.gateway.identity.Signatures;
import imece.local.TestServers.Fresh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every row of a farm of the last release in the middle of its work, as recorded in {@code golden/last-release/rows.json}, and
 * what its API answered about them. Times are moved so that they lie as long ago as they did then.
 */
final class LastReleaseRows {

    static final List<String> TABLES =
            List.of("conversations", "messages", "jobs", "runs", "idempotent_answers", "offers", "uploads");

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    /** A request with a key, byte for byte as it was recorded: the answer was kept for these bytes. */
    private static final String KEY = "kept";

    private static final String KEYED = "{\"prompt\":\"asked for with a key\",\"width\":64,\"height\":64,\"steps\":2}";

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private final JsonNode recorded;
    private final Duration since;

    private LastReleaseRows(JsonNode recorded) {
        this.recorded = recorded;
        this.since = Duration.between(Instant.parse(recorded.path("recordedAt").stringValue()), Instant.now())
                .truncatedTo(ChronoUnit.SECONDS);
    }

    static Path folder() {
        return Path.of(System.getProperty("imece.home"), "common", "golden", "last-release");
    }

    static LastReleaseRows recorded() throws IOException {
        return new LastReleaseRows(JSON.readTree(Files.readString(folder().resolve("rows.json"))));
    }

    /** All rows of a database, and whose they are. */
    static JsonNode dump(Rows rows, String owner) {
        ObjectNode tables = JSON.createObjectNode();
        TABLES.forEach(table -> tables.set(
                table, JSON.readTree(rows.text("select coalesce(jsonb_agg(to_jsonb(t)), '[]') from " + table + " t"))));
        ObjectNode all = JSON.createObjectNode();
        all.put("recordedAt", Instant.now().toString());
        all.put("owner", owner);
        all.set("tables", tables);
        return all;
    }

    /** Puts them into an empty database of the newest schema, as the last release wrote them: by the names of their columns. */
    void into(Fresh servers) throws SQLException {
        Flyway.configure()
                .dataSource(servers.jdbcUrl(), servers.user(), servers.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        Rows rows = new Rows(servers);
        for (String table : TABLES) {
            JsonNode all = recorded.path("tables").path(table);
            if (!all.isEmpty()) {
                String columns = String.join(", ", all.path(0).propertyNames());
                rows.change(
                        "insert into %1$s (%2$s) overriding system value select %2$s from jsonb_populate_recordset(null::%1$s, ?::jsonb)"
                                .formatted(table, columns),
                        moved(JSON.writeValueAsString(all), since));
            }
        }
        rows.texts("select setval(pg_get_serial_sequence('messages', 'ordinal'), (select max(ordinal) from messages))");
        rows.texts("select setval('tickets', (select max(ticket) from jobs))");
        rows.texts("select setval('dispatch_numbers', (select max(dispatch_no) from jobs))");
    }

    /** Whose rows they are. */
    Browser owner(GatewayUnderTest gateway) {
        String owner = recorded.path("owner").stringValue();
        return gateway.newcomer()
                .with(
                        "imece_visitor",
                        owner + "." + Signatures.of(gateway.key()).sign("visitor", owner));
    }

    /** What the API tells about them, by the names of the files that hold what the last release told. */
    Map<String, JsonNode> told(GatewayUnderTest gateway) {
        Browser browser = owner(gateway);
        String chat = id("conversations");
        Map<String, JsonNode> told = new LinkedHashMap<>();
        told.put("jobs", browser.get("/api/jobs?limit=200").expect(200).json());
        try (Feed feed = Feed.open(gateway, browser)) {
            told.put("snapshot", feed.first("snapshot"));
        }
        told.put("conversations", browser.get("/api/conversations").expect(200).json());
        told.put(
                "conversation",
                browser.get("/api/conversations/" + chat).expect(200).json());
        told.put(
                "messages",
                browser.get("/api/conversations/" + chat + "/messages")
                        .expect(200)
                        .json());
        ObjectNode attempts = JSON.createObjectNode();
        recorded.path("tables").path("jobs").forEach(job -> {
            String id = job.path("id").stringValue();
            attempts.set(
                    id, browser.get("/api/jobs/" + id + "/attempts").expect(200).json());
        });
        told.put("attempts", attempts);
        told.put("asked-again", again(browser, chat));
        told.replaceAll((name, answer) -> comparable(answer));
        return told;
    }

    /** The same request with the same key: answered from what was kept. */
    static JsonNode again(Browser browser, String chat) {
        return browser.post("/api/conversations/" + chat + "/messages", KEYED, "Idempotency-Key", KEY)
                .expect(202)
                .json();
    }

    JsonNode tables() {
        return recorded.path("tables");
    }

    String ownerId() {
        return Objects.requireNonNull(recorded.path("owner").stringValue());
    }

    private String id(String table) {
        return Objects.requireNonNull(
                recorded.path("tables").path(table).path(0).path("id").stringValue());
    }

    /** Times as they were when it was recorded; what is guessed from the time that passes is only there or not. */
    private JsonNode comparable(JsonNode answer) {
        JsonNode then = JSON.readTree(moved(JSON.writeValueAsString(answer), since.negated()));
        then.findParents("eta").forEach(job -> {
            if (job.path("eta").isObject()) {
                ((ObjectNode) job).put("eta", "a range");
            }
        });
        return then;
    }

    private static String moved(String text, Duration by) {
        return TIME.matcher(text)
                .replaceAll(time ->
                        OffsetDateTime.parse(time.group()).toInstant().plus(by).toString());
    }
}
