package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows that show nothing any more go at the age that is set, and others stay. */
class RowRetentionIT {

    @Test
    void whatIsTooOldGoesAndWhatShowsSomethingStays() throws SQLException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(
                        RowRetentionIT.class,
                        "--imece.retention.jobs-without-picture=30d",
                        "--imece.retention.empty-conversations=30d",
                        "--imece.retention.visitors=60d");
                FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            String chat = visitor.conversation();
            String drawn = job(visitor.prompt(chat, "drawn"));
            worker.take().start().complete();
            Within.bounds().until(() -> visitor.status(drawn).equals("complete"));
            String cancelled = job(visitor.prompt(chat, "cancelled long ago"));
            worker.take().start();
            visitor.delete("/api/jobs?status=live").expect(202);
            String empty = visitor.conversation();
            Browser away = gateway.newcomer();
            away.conversation();
            String awayId = away.visitor();
            Rows rows = gateway.rows();

            gateway.tick("remove-old-rows");
            assertThat(visitor.status(cancelled)).isEqualTo("cancelled");

            rows.change("update jobs set finished_at = finished_at - interval '31 days'");
            rows.change("update conversations set updated_at = updated_at - interval '31 days'");
            gateway.tick("remove-old-rows");
            visitor.get("/api/jobs/" + cancelled).refused(404, "not-found");
            visitor.get("/api/conversations/" + empty).refused(404, "not-found");
            visitor.get("/api/images/" + drawn).expect(200);
            assertThat(visitor.get("/api/conversations/" + chat + "/messages")
                            .expect(200)
                            .json()
                            .path("items")
                            .valueStream()
                            .map(message -> message.path("content").stringValue())
                            .toList())
                    .hasSize(2)
                    .first()
                    .isEqualTo("drawn");
            assertThat(rows.texts("select id from owners")).containsExactlyInAnyOrder(visitor.visitor(), awayId);

            rows.change("update owners set last_seen = last_seen - interval '61 days'");
            gateway.tick("remove-old-rows");
            assertThat(rows.texts("select id from owners")).isEqualTo(List.of(visitor.visitor()));
            away.conversation();
            assertThat(rows.text("select count(*) from owners")).isEqualTo("2");
        }
    }

    @Test
    void withoutASettingJobsAndConversationsStayForEver() throws SQLException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(RowRetentionIT.class)) {
            Browser visitor = gateway.newcomer();
            String chat = visitor.conversation();
            String id = visitor.submitted("x");
            visitor.delete("/api/jobs/" + id).expect(202);
            gateway.rows().change("update jobs set finished_at = finished_at - interval '4000 days'");
            gateway.rows().change("update conversations set updated_at = updated_at - interval '4000 days'");

            gateway.tick("remove-old-rows");

            assertThat(visitor.status(id)).isEqualTo("cancelled");
            visitor.get("/api/conversations/" + chat).expect(200);
        }
    }

    private static String job(JsonNode turn) {
        return turn.path("botMessage").path("jobs").path(0).path("id").stringValue();
    }
}
