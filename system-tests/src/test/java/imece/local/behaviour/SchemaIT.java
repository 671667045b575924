package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the schema refuses, whatever the code believes; and what many writers at once must not lose. */
@ExtendWith(SharedGateway.class)
class SchemaIT {
    private final GatewayUnderTest gateway;

    SchemaIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "dispatched", "processing", "complete", "error"})
    void aTerminalStateIsNeverLeft(String status) {
        Browser browser = gateway.newcomer();
        String id = browser.submitted("over");
        browser.delete("/api/jobs/" + id).expect(202);

        assertThatThrownBy(() -> gateway.rows()
                        .change(
                                "update jobs set status = ?, rev = rev + 1, finished_at = null where id = ?::uuid",
                                status,
                                id))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("final");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rev = rev - 1", "epoch = epoch - 1"})
    void versionsNeverFall(String change) {
        String id = gateway.newcomer().submitted("versions");

        assertThatThrownBy(() -> gateway.rows().change("update jobs set " + change + " where id = ?::uuid", id))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("neither ever falls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'lost'",
                "status = 'complete', finished_at = now()",
                "status = 'error', finished_at = now()",
                "status = 'cancelled', finished_at = null, dispatch_no = null",
                "finished_at = now()",
                "status = 'processing'",
                "status = 'dispatched', dispatch_no = null",
                "run_id = gen_random_uuid()",
                "progress = 101",
                "progress = -1",
                "sha256 = 'x'",
                "picture_removed_at = now()",
                "error_code = 'x'"
            })
    void rowsThatCannotBeAreRefused(String change) {
        String id = gateway.newcomer().submitted("impossible");

        assertThatThrownBy(() -> gateway.rows().change("update jobs set " + change + " where id = ?::uuid", id))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("constraint");
    }

    @Test
    void concurrentWritersOfOneMessagesMetadataLoseNoKey() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        JsonNode bot = browser.prompt(chat, "many writers").path("botMessage");
        String message = bot.path("id").stringValue();
        String job = bot.path("jobs").path(0).path("id").stringValue();
        List<String> keys = IntStream.range(0, 12).mapToObj(i -> "key" + i).toList();

        List<Callable<Integer>> writers = new ArrayList<>();
        keys.forEach(key -> writers.add(() -> write(message, key)));
        // The gateway writes among them: the cancel changes status, progress and queue_position of the same object.
        writers.add(() -> browser.delete("/api/jobs/" + job).expect(202).status());
        Together.all(writers);

        JsonNode metadata = browser.get("/api/conversations/" + chat + "/messages")
                .expect(200)
                .json()
                .path("items")
                .path(1)
                .path("metadata");
        assertThat(metadata.propertyNames()).containsAll(keys);
        assertThat(metadata.propertyNames())
                .contains("status", "progress", "queue_position", "job_id", "prompt", "image_url", "error");
        assertThat(metadata.path("status").stringValue()).isEqualTo("cancelled");
        assertThat(metadata.path("queue_position").intValue()).isZero();
    }

    private int write(String message, String key) throws SQLException {
        String merge =
                "update messages set metadata = metadata || jsonb_build_object(?::text, ?::int) where id = ?::uuid";
        try (Connection connection = gateway.rows().connect();
                PreparedStatement statement = connection.prepareStatement(merge)) {
            for (int i = 0; i < 20; i++) {
                statement.setString(1, key);
                statement.setInt(2, i);
                statement.setString(3, message);
                statement.executeUpdate();
            }
        }
        return 20;
    }
}
