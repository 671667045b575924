package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only gateways declare the queues of lanes; a worker waits until they are there, and loses no channel over it. */
class MissingQueueTest extends SlotPipelineBed {

    @BeforeEach
    @Override
    void open() {
        noQueues = true;
        super.open();
    }

    @Test
    void aLaneWithoutAQueueIsAskedAboutAgainAndConsumedOnceItIsThere() throws Exception {
        await().atMost(LONG).until(() -> inspecting.size() > 1);
        assertThat(seen).isEmpty();
        assertThat(channels).hasSize(1);

        noQueues = false;
        events.confirmAll();
        deliver(job(1), 0);

        await().atMost(LONG).until(() -> acknowledged() == 1);
        assertThat(channels.getFirst().channel().isOpen()).isTrue();
        assertThat(seen.getFirst()).isEqualTo("consume imece.jobs.default");
        assertThat(List.copyOf(inspecting)).noneMatch(FakeChannel::consumed);
    }
}
