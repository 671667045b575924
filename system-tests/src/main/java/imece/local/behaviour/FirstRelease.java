package imece.local.behaviour;

import imece.local.TestServers.Fresh;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A database of the first release in the middle of its work: its schema, and a row in every state that it knew. */
final class FirstRelease {
    /** The one worker that it had. */
    static final String WORKER = "old-worker";

    private static final Set<String> JSON = Set.of("spec", "metadata");
    private static final long SIDE = 64;

    private final Fresh servers;
    private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    private final UUID owner = UUID.randomUUID();
    private final UUID instance = UUID.randomUUID();
    private final UUID chat = UUID.randomUUID();
    private final Map<String, UUID> jobs = new LinkedHashMap<>();
    private final Map<String, UUID> runs = new LinkedHashMap<>();
    private long ticket;
    private long dispatch;

    private FirstRelease(Fresh servers) {
        this.servers = servers;
    }

    static FirstRelease in(Fresh servers, byte[] picture) throws SQLException {
        Flyway.configure()
                .dataSource(servers.jdbcUrl(), servers.user(), servers.password())
                .locations("classpath:db/migration")
                .target("1")
                .load()
                .migrate();
        FirstRelease release = new FirstRelease(servers);
        release.fill(picture);
        return release;
    }

    UUID owner() {
        return owner;
    }

    UUID chat() {
        return chat;
    }

    UUID instance() {
        return instance;
    }

    /** A job by its prompt. */
    UUID job(String prompt) {
        return found(jobs, prompt);
    }

    /** The run in the row of a job. */
    UUID run(String prompt) {
        return found(runs, prompt);
    }

    private void fill(byte[] picture) throws SQLException {
        insert(
                "conversations",
                values("id", chat, "owner", owner, "title", "Before", "created_at", ago(9), "updated_at", ago(9)));
        Map<String, Object> made = values("sha256", Pictures.sha256(picture), "bytes", (long) picture.length);
        made.putAll(values("width", (int) SIDE, "height", (int) SIDE, "progress", 100, "step", 2, "seq", 9L));

        job("complete", "complete", in(chat), ran("complete"), made, over());
        run("complete", 1, "completed");
        job("complete, without a chat", "complete", ran("complete, without a chat"), made, over());
        run("complete, without a chat", 1, "completed");
        job(
                "error",
                "error",
                in(chat),
                ran("error"),
                over(),
                values("attempt", 3, "failures", 3, "epoch", 3L, "rev", 9L),
                failed("out-of-memory"));
        run("error", 3, "failed");
        run("error, first run", "error", 1, "lost");
        run("error, second run", "error", 2, "superseded");
        job("error, never started", "error", over(), failed("bad-parameters"));
        job("cancelled", "cancelled", in(chat), over());
        job("cancelled in mid-run", "cancelled", ran("cancelled in mid-run"), over());
        run("cancelled in mid-run", 1, "cancelled");
        job(
                "processing",
                "processing",
                in(chat),
                ran("processing"),
                values("seq", 4L, "phase", "denoising", "progress", 50, "step", 1));
        run("processing", 1, null);
        job(
                "dispatched",
                "dispatched",
                values("dispatch_no", ++dispatch, "dispatched_at", ago(1), "epoch", 1L, "rev", 2L));
        job(
                "given back",
                "queued",
                in(chat),
                values(
                        "epoch",
                        2L,
                        "rev",
                        4L,
                        "attempt",
                        1,
                        "failures",
                        1,
                        "not_before",
                        ago(1),
                        "note",
                        "The GPU ran out of memory; another try."));
        run("given back, first run", "given back", 1, "released");
        job("queued", "queued", in(chat));
        insert(
                "idempotent_answers",
                values("owner", owner, "key", "old key", "body_hash", "0", "answer", "{}", "created_at", ago(9)));
        try (Connection connection = new Rows(servers).connect();
                PreparedStatement set =
                        connection.prepareStatement("select setval('tickets', ?), setval('dispatches', ?)")) {
            set.setLong(1, ticket);
            set.setLong(2, dispatch);
            set.executeQuery();
        }
    }

    @SafeVarargs
    private void job(String prompt, String status, Map<String, Object>... more) throws SQLException {
        UUID id = UUID.randomUUID();
        jobs.put(prompt, id);
        Map<String, Object> row = values("id", id, "owner", owner, "ordinal", 0, "lane", "default", "ticket", ++ticket);
        row.putAll(values("prompt", prompt, "status", status, "work", SIDE * SIDE * 2, "created_at", ago(9)));
        row.put("spec", """
                {"prompt":"%s","negativePrompt":"","checkpoint":null,"width":64,"height":64,"steps":2,"cfgScale":7.0,\
                "sampler":"euler","scheduler":"normal","seed":%d}""".formatted(prompt, ticket));
        for (Map<String, Object> each : more) {
            row.putAll(each);
        }
        insert("jobs", row);
    }

    /** Shown by a bot message of a conversation. */
    private Map<String, Object> in(UUID conversation) throws SQLException {
        UUID message = UUID.randomUUID();
        insert(
                "messages",
                values(
                        "id",
                        message,
                        "conversation_id",
                        conversation,
                        "role",
                        "bot",
                        "content",
                        "[IMAGE_PENDING]",
                        "metadata",
                        "{\"status\":\"queued\",\"mine\":1}",
                        "created_at",
                        ago(9)));
        return values("conversation_id", conversation, "message_id", message);
    }

    private Map<String, Object> ran(String prompt) {
        UUID run = UUID.randomUUID();
        runs.put(prompt, run);
        Map<String, Object> place =
                values("worker", WORKER, "instance", instance, "gpu", "gpu-0", "gpu_name", "GPU", "engine", "demo");
        place.putAll(values("run_id", run, "delivery", 0, "started_at", ago(5), "epoch", 1L, "rev", 3L, "attempt", 1));
        place.putAll(values("dispatch_no", ++dispatch, "dispatched_at", ago(6)));
        return place;
    }

    private Map<String, Object> over() {
        return values("finished_at", ago(2));
    }

    private static Map<String, Object> failed(String code) {
        return values("error_code", code, "error_message", "It went wrong.", "error_retryable", false);
    }

    private void run(String prompt, int attempt, @Nullable String outcome) throws SQLException {
        run(prompt, prompt, attempt, outcome);
    }

    private void run(String name, String prompt, int attempt, @Nullable String outcome) throws SQLException {
        Map<String, Object> row = values(
                "run_id",
                runs.computeIfAbsent(name, any -> UUID.randomUUID()),
                "job_id",
                job(prompt),
                "epoch",
                1L,
                "delivery",
                0);
        row.putAll(values(
                "attempt",
                attempt,
                "worker",
                WORKER,
                "gpu",
                "gpu-0",
                "gpu_name",
                "GPU",
                "engine",
                "demo",
                "started_at",
                ago(5)));
        if (outcome != null) {
            row.putAll(values("outcome", outcome, "ended_at", ago(2)));
        }
        insert("runs", row);
    }

    private void insert(String table, Map<String, Object> row) throws SQLException {
        String columns = String.join(", ", row.keySet());
        String places = row.keySet().stream()
                .map(column -> JSON.contains(column) ? "?::jsonb" : "?")
                .collect(Collectors.joining(", "));
        new Rows(servers)
                .change(
                        "insert into %s (%s) values (%s)".formatted(table, columns, places),
                        row.values().toArray());
    }

    private OffsetDateTime ago(long minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }

    private static UUID found(Map<String, UUID> of, String name) {
        UUID found = of.get(name);
        if (found == null) {
            throw new AssertionError("There is no " + name + " in " + of.keySet());
        }
        return found;
    }

    private static Map<String, Object> values(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }
}
