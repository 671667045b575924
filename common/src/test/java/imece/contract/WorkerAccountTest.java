package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WorkerAccountTest {

    private static final String INSTANCE = UUID.randomUUID().toString();
    private final WorkerAccount attic = new WorkerAccount("attic");

    @Test
    void aUserIsANodesWhereItBeginsSoAndTheRestCanBeANode() {
        assertThat(WorkerAccount.ofUser("w-attic")).contains(attic);
        assertThat(attic.user()).isEqualTo("w-attic");
        for (String other : List.of("attic", "w-", "w-Attic", "w-a.b", "w-" + "a".repeat(41), "worker", "guest")) {
            assertThat(WorkerAccount.ofUser(other)).as(other).isEmpty();
        }
        assertThat(WorkerAccount.ofUser(null)).isEmpty();
        assertThatThrownBy(() -> new WorkerAccount("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsWorkersAreCalledAsTheNodeOrWithASuffixBehindADot() {
        assertThat(List.of("attic", "attic.1", "attic.a b", "attic.x.y")).allMatch(attic::owns);
        assertThat(List.of("attic.", "attic-2", "attic2", "cellar", "cellar.attic", "Attic", ""))
                .noneMatch(attic::owns);
    }

    @Test
    void itDeclaresTheControlQueuesOfItsWorkersAndNothingElse() {
        String may = attic.rights().configure();

        assertThat(List.of(control("attic"), control("attic.1"), control("attic.a b.ü")))
                .allMatch(name -> found(may, name));
        assertThat(List.of(
                        control("attic-2"),
                        control("cellar"),
                        control("at"),
                        control("attic") + ".more",
                        Topology.CONTROL,
                        Topology.JOBS,
                        Topology.jobQueue("default"),
                        Topology.STATUS_STORE,
                        "x" + control("attic"),
                        "mine"))
                .noneMatch(name -> found(may, name));
    }

    @Test
    void itPublishesEventsAndLiveNewsAndToNoQueueOfAnybody() {
        String may = attic.rights().write();

        assertThat(List.of(Topology.STATUS, Topology.LIVE, control("attic"))).allMatch(name -> found(may, name));
        assertThat(List.of(
                        Topology.JOBS,
                        Topology.CONTROL,
                        Topology.UPDATES,
                        Topology.DEAD,
                        Topology.POISON,
                        Topology.STATUS_STORE,
                        Topology.jobQueue("default"),
                        control("cellar"),
                        "amq.default",
                        "imece.live.gateway-1.1"))
                .noneMatch(name -> found(may, name));
    }

    @Test
    void itReadsLanesAndItsOwnOrders() {
        String may = attic.rights().read();

        assertThat(List.of(
                        Topology.jobQueue("default"),
                        Topology.jobQueue("oil v1"),
                        control("attic.1"),
                        Topology.CONTROL))
                .allMatch(name -> found(may, name));
        assertThat(List.of(
                        Topology.JOBS,
                        Topology.STATUS,
                        Topology.STATUS_STORE,
                        Topology.LIVE,
                        Topology.UPDATES,
                        Topology.DEAD,
                        Topology.POISON,
                        control("cellar"),
                        "imece.live.gateway-1.1"))
                .noneMatch(name -> found(may, name));
    }

    private static String control(String worker) {
        return Topology.controlQueue(worker, INSTANCE);
    }

    /** As RabbitMQ reads it: the pattern is looked for in the name. */
    private static boolean found(String pattern, String name) {
        return Pattern.compile(pattern).matcher(name).find();
    }
}
