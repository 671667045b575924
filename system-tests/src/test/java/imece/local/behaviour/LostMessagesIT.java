package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Topology;
import imece.contract.WorkerOrder;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A dispatched job is taken back where its message is gone, and only there. */
@ExtendWith(SharedGateway.class)
class LostMessagesIT {
    private final GatewayUnderTest gateway;

    LostMessagesIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void aJobWhoseMessageIsGoneIsTakenBackAndOneWhoseMessageStillWaitsIsNot() throws SQLException {
        Browser browser = gateway.newcomer();
        // It offers the checkpoint and takes nothing: both messages wait.
        try (FakeWorker worker = FakeWorker.start(gateway, "looks-on", 2, List.of());
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            String waits = browser.submitted("its message waits");
            String lost = ofCheckpoint(browser);
            for (String id : List.of(waits, lost)) {
                Within.bounds().until(() -> row(id, "status").equals("dispatched"));
            }
            amqp.emptyLane(FakeWorker.CHECKPOINT);
            gateway.rows()
                    .change("update jobs set dispatched_at = dispatched_at - interval '1 minute'"
                            + " where status = 'dispatched'");

            Within.bounds().until(() -> Long.parseLong(row(lost, "epoch")) > 1);

            assertThat(row(lost, "note")).startsWith("its message was lost");
            assertThat(row(lost, "attempt || ' ' || failures || ' ' || suspicions"))
                    .as("costs nothing")
                    .isEqualTo("0 0 0");
            String after = browser.submitted("a job behind what the reconciler does in the same look");
            assertThat(browser.status(after)).isEqualTo("queued");
            assertThat(row(waits, "status")).isEqualTo("dispatched");
            assertThat(row(waits, "epoch")).isEqualTo("1");
            assertThat(worker.orders())
                    .as("nobody is told to drop it")
                    .allMatch(order -> order instanceof WorkerOrder.Call || order instanceof WorkerOrder.Assign);

            amqp.emptyLane(Topology.DEFAULT_LANE);
            Within.bounds().until(() -> Long.parseLong(row(waits, "epoch")) > 1);
        }
    }

    private String row(String id, String column) {
        return gateway.rows().text("select " + column + " from jobs where id = ?::uuid", id);
    }

    private static String ofCheckpoint(Browser browser) {
        String spec = Browser.spec("its message is lost")
                .replaceFirst("}$", ",\"checkpoint\":\"" + FakeWorker.CHECKPOINT + "\"}");
        JsonNode[] job = new JsonNode[1];
        // What its worker has is heard a moment after it has begun to beat.
        Within.bounds()
                .untilAsserted(() -> job[0] = browser.post("/api/jobs", spec)
                        .expect(202)
                        .json()
                        .path("jobs")
                        .path(0));
        return job[0].path("id").stringValue();
    }
}
