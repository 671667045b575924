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

/** Of two gateways one dispatches, and what one says whose term is over changes nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OneLeaderIT extends FaultTest {

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
        broker.start();
        gatewaysBack();
    }

    @Test
    @Order(1)
    void whicheverGatewayIsAskedTheSameOneDispatches() {
        Visitor there = rig.visitor(1);
        List<UUID> jobs = me.submit(3, "here", 4);
        List<UUID> others = there.submit(3, "there", 4);
        me.frames().awaitAll(jobs, "complete", LONG);
        there.frames().awaitAll(others, "complete", LONG);
        long term = term();
        assertThat(rig.rows().count("jobs where dispatch_term <> " + term)).isZero();
        assertThat(rig.rows().count("jobs where assigned_worker in ('one', 'two')"))
                .isEqualTo(6);
        assertThat(leaders()).hasSize(1);
    }

    /** Submitted at the one that is left, so that nothing but the lead has to change hands. */
    @Test
    @Order(2)
    void theOtherLeadsWhenTheOneThatDispatchesFreezesAndTheWokenOneDispatchesNoMore() {
        long before = term();
        Member leader = leader();
        Visitor awake = visitorBesides(leader);
        List<UUID> jobs = awake.submit(6, "the lead freezes", 12);
        awake.frames().await(jobs.getFirst(), "processing", SOON);
        leader.freeze();
        long froze = System.nanoTime();
        try {
            await("another term").atMost(SOON).until(() -> term() > before);
            timedSince("frozen-leader-another-leads", froze, PROMISED);
            awake.frames().awaitAll(jobs, "complete", LONG);
        } finally {
            leader.wake();
        }
        leader.awaitSaid(SOON, "dispatches no more");
        UUID late = awake.submit("after it woke", 4);
        awake.frames().await(late, "complete", SOON);
        assertThat(term()).isEqualTo(before + 1);
        assertThat(rig.rows().count("jobs where id = '" + late + "' and dispatch_term = " + (before + 1)))
                .isEqualTo(1);
        assertThat(leaders()).hasSize(1);
    }

    @Test
    @Order(3)
    @FullRunOnly
    void theOtherLeadsWhenTheOneThatDispatchesIsKilled() {
        long before = term();
        Member leader = leader();
        Visitor left = visitorBesides(leader);
        leader.kill();
        long killed = System.nanoTime();
        UUID job = left.submit("the lead is killed", 4);
        left.frames().await(job, "complete", SOON);
        timedSince("killed-leader-line-moves", killed, PROMISED);
        assertThat(term()).isEqualTo(before + 1);
    }

    @Test
    @Order(4)
    void aGatewayThatHearsNobodyStepsDownAndOneLeadsAgainOnceItHearsThem() {
        long before = term();
        Member leader = leader();
        broker.stop();
        await("nobody leads").atMost(SOON).until(() -> leaders().isEmpty());
        leader.awaitSaid(SOON, "dispatches no more");
        UUID job = me.submit("nobody hears anybody", 4);
        broker.start();
        me.frames().await(job, "complete", LONG);
        assertThat(term()).isGreaterThan(before);
    }

    /** Slots obey nothing of a lower term than they have heard of. */
    @Test
    @Order(5)
    void withTheRowsOfAnOlderBackupTheNextTermIsAboveAllThatSlotsHaveHeardOf() {
        me.frames().await(me.submit("before it is restored", 4), "complete", LONG);
        long before = term();
        assertThat(rig.rows().change("update dispatch_leadership set term = 0")).isEqualTo(1);
        await("a later term").atMost(SOON).until(() -> term() > before);
        UUID job = me.submit("after it was restored", 4);
        me.frames().await(job, "complete", LONG);
        assertThat(rig.rows().count("jobs where id = '" + job + "' and dispatch_term > " + before))
                .isEqualTo(1);
    }

    private long term() {
        return rig.rows()
                .query("select term from dispatch_leadership", row -> row.getLong(1))
                .getFirst();
    }

    /** The sessions that hold the dispatcher's lock. */
    private List<String> leaders() {
        return rig.rows().query("""
                        select a.application_name from pg_locks l join pg_stat_activity a using (pid)
                        where l.locktype = 'advisory' and l.granted and a.datname = current_database()
                          and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('imece.dispatch', 0)""", row -> row.getString(1));
    }

    private Member leader() {
        List<String> holding = await("somebody leads").atMost(SOON).until(this::leaders, all -> !all.isEmpty());
        return rig.gateways().stream()
                .filter(gateway -> holding.getFirst().startsWith(gateway.name()))
                .findFirst()
                .orElseThrow();
    }

    private Visitor visitorBesides(Member leader) {
        return rig.visitor(leader == rig.gateways().getFirst() ? 1 : 0);
    }
}
