package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.nodes.RabbitNode;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What one gateway tells the other by way of a broker that is not there: no page may be left with an old state. */
class LostUpdatesIT extends FaultTest {

    @SuppressWarnings("NullAway.Init") // farm() sets it before any test
    private RabbitNode broker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        broker = brokerOfItsOwn(folder);
        return closing(new Rig(folder.resolve("farm"), with(broker, servers), 2));
    }

    @Override
    void settle() {
        broker.start();
    }

    /** A job that is over changes no more, so nothing but a snapshot tells of it again. */
    @Test
    void everyPageGetsANewSnapshotOnceTheBrokerIsBack() {
        Visitor there = rig.alsoAt(1, me);
        UUID job = me.submit("over before the outage", 4);
        assertThat(me.cancel(job)).isEqualTo(202);
        me.frames().await(job, "cancelled", SOON);
        there.frames().await(job, "cancelled", SOON);
        int hereBefore = me.frames().of(job).size();
        int thereBefore = there.frames().of(job).size();

        broker.stop();
        broker.start();

        await("a new snapshot at both gateways")
                .atMost(SOON)
                .until(() -> me.frames().of(job).size() > hereBefore
                        && there.frames().of(job).size() > thereBefore);
    }

    /** The new page's snapshot holds the change; the gateway must not take that for having told the old one. */
    @Test
    void aNewPageDoesNotKeepALostChangeFromTheOldOne() {
        Visitor elsewhere = rig.alsoAt(1, me);
        UUID job = me.submit("cancelled during the outage", 4);
        me.frames().await(job, "queued", SOON);

        broker.stop();
        assertThat(elsewhere.cancel(job)).isEqualTo(202);
        Visitor newPage = rig.alsoAt(0, me);
        newPage.frames().await(job, "cancelled", SOON);

        me.frames().await(job, "cancelled", SOON);
    }
}
