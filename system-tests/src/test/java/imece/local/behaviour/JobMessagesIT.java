package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import imece.contract.RenderJob;
import imece.contract.Topology;
import imece.contract.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs on the wire: how the broker is told to keep them, and what becomes of one that it has no queue for. */
@ExtendWith(SharedGateway.class)
class JobMessagesIT {
    private static final String QUEUE = Topology.jobQueue(Topology.DEFAULT_LANE);

    private final GatewayUnderTest gateway;

    JobMessagesIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void aJobsMessageSurvivesARestartOfTheBrokerNeverExpiresAndOvertakesNobody() {
        try (FakeWorker heard = FakeWorker.start(gateway, "heard", 1, List.of());
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            heard.beat();
            String id = gateway.newcomer().submitted("kept on disk");
            GetResponse message = taken(amqp);

            assertThat(message.getProps().getDeliveryMode()).as("persistent").isEqualTo(2);
            assertThat(message.getProps().getContentType()).isEqualTo(Topology.JSON);
            assertThat(message.getProps().getExpiration()).isNull();
            assertThat(message.getProps().getPriority()).isIn(null, 0);
            assertThat(message.getEnvelope().getExchange()).isEqualTo(Topology.JOBS);
            assertThat(message.getEnvelope().getRoutingKey()).isEqualTo(Topology.DEFAULT_LANE);
            RenderJob job = Wire.read(message.getBody(), RenderJob.class).orElseThrow();
            assertThat(job.jobId()).hasToString(id);
            assertThat(job.epoch()).isEqualTo(1);
            assertThat(job.attempt()).isEqualTo(1);
            assertThat(job.neighbours()).isEqualTo(RenderJob.Neighbours.ANY);
            assertThat(job.avoid()).isNull();
            assertThat(message.getMessageCount()).as("each job once").isZero();
        }
    }

    /** The reconciler would find that out too, later and with a note; the dispatcher knows at once. */
    @Test
    void aJobThatTheBrokerHasNoQueueForGoesBackToItsPlaceAtOnceAndGoesOutWhenThereIsOne() throws Exception {
        try (FakeWorker heard = FakeWorker.start(gateway, "heard", 1, List.of());
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            heard.beat();
            Browser browser = gateway.newcomer();
            // Whoever publishes for the first time declares everything: from now on this gateway does not.
            String first = browser.submitted("gone before");
            taken(amqp);
            browser.delete("/api/jobs/" + first).expect(202);
            String id = nowhereToGo(amqp, browser);

            assertThat(row(id, "note")).as("nobody had to miss it first").isEqualTo("null");
            assertThat(row(id, "attempt || ' ' || failures")).isEqualTo("0 0");
            assertThat(Wire.read(taken(amqp).getBody(), RenderJob.class)
                            .orElseThrow()
                            .jobId())
                    .hasToString(id);
        }
    }

    /** A job that was returned, before the gateway bound the queue again as it does every few seconds. */
    private String nowhereToGo(Amqp amqp, Browser browser) {
        while (true) {
            amqp.say(channel -> channel.queueUnbind(QUEUE, Topology.JOBS, Topology.DEFAULT_LANE));
            String id = browser.submitted("nowhere to go");
            String ticket = row(id, "ticket");
            Within.bounds()
                    .until(() -> Long.parseLong(row(id, "epoch")) >= 2
                            || amqp.say(channel -> channel.messageCount(QUEUE)) > 0);
            if (Long.parseLong(row(id, "epoch")) >= 2) {
                assertThat(row(id, "ticket")).isEqualTo(ticket);
                return id;
            }
            browser.delete("/api/jobs/" + id).expect(202);
            taken(amqp);
        }
    }

    private String row(String id, String column) {
        return gateway.rows().text("select " + column + " from jobs where id = ?::uuid", id);
    }

    /** The first message that waits for a slot; nobody else takes one meanwhile. */
    private static GetResponse taken(Amqp amqp) {
        Got got = new Got();
        Within.bounds().until(() -> {
            got.message = amqp.say(channel -> channel.basicGet(QUEUE, true));
            return got.message != null;
        });
        return java.util.Objects.requireNonNull(got.message);
    }

    private static final class Got {
        private volatile @Nullable GetResponse message;
    }
}
