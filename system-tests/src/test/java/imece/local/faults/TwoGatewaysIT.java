package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.nodes.RabbitNode;
import imece.tier.FullRunOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two gateways over one line, of which one dies or freezes in the middle of the work, or cannot hear the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoGatewaysIT extends FaultTest {

    private static final Duration PROMISED = Duration.ofSeconds(10);

    private RabbitNode broker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        broker = brokerOfItsOwn(folder);
        Rig farm = closing(new Rig(folder.resolve("farm"), with(broker, servers), 2));
        farm.quickWorker("one", "gpu-one", 40);
        farm.quickWorker("two", "gpu-two", 40);
        farm.workers().forEach(farm::awaitReady);
        return farm;
    }

    @Override
    void settle() {
        broker.freeze(false);
        broker.start();
        gatewaysBack();
    }

    /** The first one that came reads the status queue, and so has the ingest; each has a browser of the same person. */
    @Test
    @Order(1)
    void theOtherGoesOnWhenTheOneThatStoresFreezesAndTheWokenOneTellsTheTruth() {
        Visitor here = rig.visitor(0);
        Visitor there = rig.alsoAt(1, here);
        List<UUID> jobs = here.submit(8, "one gateway freezes", 20);
        there.frames().await(jobs.get(1), "processing", SOON);
        rig.gateways().getFirst().freeze();
        long froze = System.nanoTime();
        long next = there.frames()
                .await(jobs.get(3), froze, SOON, TwoGatewaysIT::begun)
                .nanos();
        timed("gateway-frozen-work-goes-on", next - froze, PROMISED);
        there.frames().awaitAll(jobs, "complete", LONG);

        rig.gateways().getFirst().wake();
        long woke = System.nanoTime();
        here.frames().awaitAll(jobs, "complete", SOON);
        Rig.measured("woken-gateway-tells-the-truth", System.nanoTime() - woke);
    }

    /** Now the second one has the ingest. */
    @Test
    @Order(2)
    @FullRunOnly
    void theOtherGoesOnWhenTheOneThatStoresIsKilled() {
        Visitor here = rig.visitor(0);
        List<UUID> jobs = here.submit(8, "one gateway dies", 20);
        here.frames().await(jobs.get(1), "processing", SOON);
        rig.gateways().getLast().kill();
        long killed = System.nanoTime();
        long next = here.frames()
                .await(jobs.get(3), killed, SOON, TwoGatewaysIT::begun)
                .nanos();
        timed("gateway-killed-work-goes-on", next - killed, PROMISED);
        here.frames().awaitAll(jobs, "complete", LONG);
        rig.launchGateway(1);
        rig.awaitGateway(1);
    }

    /** The broker hangs for a moment, so that the dispatcher is caught while it waits for confirms with its lock in hand. */
    @Test
    @Order(3)
    void aGatewayFrozenWithTheDispatchLockDoesNotStopTheLine() {
        Visitor here = rig.visitor(0);
        Visitor there = rig.alsoAt(1, here);
        broker.freeze(true);
        Member holder;
        List<UUID> jobs;
        try {
            jobs = here.submit(1, "under the lock", 4);
            List<String> caught = await("a dispatcher waits under the lock")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(50))
                    .until(this::holders, sessions -> !sessions.isEmpty());
            holder = rig.gateways().get(caught.getFirst().startsWith("gateway-1") ? 0 : 1);
            holder.freeze();
        } finally {
            broker.freeze(false);
        }
        assertThat(holders()).as("frozen with the lock in hand").isNotEmpty();
        long froze = System.nanoTime();
        Visitor awake = holder == rig.gateways().getFirst() ? there : here;
        UUID next = awake.submit("the line moves", 4);
        awake.frames().await(next, froze, SOON, TwoGatewaysIT::begun);
        timedSince("frozen-dispatcher-line-moves", froze, PROMISED);
        awake.frames().awaitAll(List.of(jobs.getFirst(), next), "complete", LONG);
        holder.wake();
        here.frames().awaitAll(jobs, "complete", SOON);
        there.frames().awaitAll(jobs, "complete", SOON);
    }

    /** A job that is over changes no more, so nothing but a snapshot tells of it again. */
    @Test
    @Order(4)
    void everyPageGetsANewSnapshotOnceTheBrokerIsBack() {
        Visitor here = rig.visitor(0);
        Visitor there = rig.alsoAt(1, here);
        UUID job = here.submit("over before the outage", 4);
        here.frames().await(job, "complete", SOON);
        there.frames().await(job, "complete", SOON);
        int hereBefore = here.frames().of(job).size();
        int thereBefore = there.frames().of(job).size();

        broker.stop();
        broker.start();

        await("a new snapshot at both gateways")
                .atMost(SOON)
                .until(() -> here.frames().of(job).size() > hereBefore
                        && there.frames().of(job).size() > thereBefore);
    }

    /** The new page's snapshot holds the change; the gateway must not take that for having told the old one. */
    @Test
    @Order(5)
    void aNewPageDoesNotKeepALostChangeFromTheOldOne() {
        Visitor here = rig.visitor(0);
        Visitor elsewhere = rig.alsoAt(1, here);
        UUID job = here.submit("cancelled during the outage", 150);
        here.frames().await(job, "processing", SOON);

        broker.stop();
        assertThat(elsewhere.cancel(job)).isEqualTo(202);
        Visitor newPage = rig.alsoAt(0, here);
        newPage.frames().await(job, "cancelled", SOON);

        here.frames().await(job, "cancelled", SOON);
    }

    /** A store that has caught up may have read start and end together. */
    private static boolean begun(Frames.Seen frame) {
        return frame.status().equals("processing") || frame.status().equals("complete");
    }

    /**
     * Which gateway's session holds the dispatcher's lock and has asked nothing for longer than it does while nothing is in its
     * way: the one under which the broker was frozen.
     */
    private List<String> holders() {
        return rig.rows().query("""
                        select a.application_name from pg_locks l join pg_stat_activity a using (pid)
                        where l.locktype = 'advisory' and l.granted and a.datname = current_database()
                          and a.state <> 'active'
                          and clock_timestamp() - a.state_change > interval '1500 milliseconds'
                          and ((l.classid::bigint << 32) | l.objid::bigint)
                              = hashtextextended('imece.dispatch', 0)""", row -> row.getString(1));
    }
}
