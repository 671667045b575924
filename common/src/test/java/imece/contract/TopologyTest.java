package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import imece.contract.Topology.ExchangeSpec;
import imece.contract.Topology.ExchangeSpec.ExchangeKind;
import imece.contract.Topology.QueueSpec;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TopologyTest {

    @Test
    void theDefaultLaneHasAPlainName() {
        assertThat(Topology.jobQueue("default")).isEqualTo("imece.jobs.default");
    }

    @Test
    void onlyJobsAreRoutedByAKey() {
        assertThat(Topology.exchanges())
                .extracting(ExchangeSpec::name, ExchangeSpec::kind)
                .containsExactly(
                        tuple("imece.jobs", ExchangeKind.DIRECT),
                        tuple("imece.dead", ExchangeKind.FANOUT),
                        tuple("imece.status", ExchangeKind.FANOUT),
                        tuple("imece.live", ExchangeKind.FANOUT),
                        tuple("imece.updates", ExchangeKind.FANOUT),
                        tuple("imece.control", ExchangeKind.FANOUT));
    }

    @Test
    void whatIsSharedOutlastsTheBrokersRestartAndIsBoundToItsExchange() {
        List<QueueSpec> shared = Stream.concat(
                        Topology.sharedQueues().stream(),
                        Stream.of(Topology.laneQueue("default"), Topology.laneQueue("a b")))
                .toList();
        assertThat(shared)
                .allMatch(queue -> queue.durable() && !queue.exclusive() && !queue.autoDelete())
                .allMatch(queue -> "quorum".equals(queue.arguments().get("x-queue-type")))
                .extracting(QueueSpec::name, QueueSpec::exchange, QueueSpec::routingKey)
                .containsExactly(
                        tuple("imece.dead", "imece.dead", ""),
                        tuple("imece.status.store", "imece.status", ""),
                        tuple("imece.jobs.default", "imece.jobs", "default"),
                        tuple("imece.jobs.a_20b", "imece.jobs", "a b"));
    }

    @Test
    void aProcessHasItsQueuesForItselfAndOnlyWhileItsConnectionLives() {
        assertThat(List.of(
                        Topology.workerQueue(Topology.controlQueue("worker 1", "i")),
                        Topology.gatewayQueue(Topology.LIVE, "gateway-1", "i"),
                        Topology.gatewayQueue(Topology.UPDATES, "gateway-1", "i")))
                .allMatch(queue -> !queue.durable() && queue.exclusive() && queue.autoDelete())
                .allMatch(queue ->
                        queue.arguments().isEmpty() && queue.routingKey().isEmpty())
                .extracting(QueueSpec::name, QueueSpec::exchange)
                .containsExactly(
                        tuple("imece.control.worker_201.i", "imece.control"),
                        tuple("imece.live.gateway-1.i", "imece.live"),
                        tuple("imece.updates.gateway-1.i", "imece.updates"));
    }

    @Property(tries = 300)
    void differentLanesHaveDifferentQueues(
            @ForAll @StringLength(max = 18) String a, @ForAll @StringLength(max = 18) String b) {
        Assume.that(!a.equals(b) && !broken(a) && !broken(b));
        assertThat(Topology.jobQueue(a)).isNotEqualTo(Topology.jobQueue(b)).matches("[a-zA-Z0-9_.-]+");
    }

    @Test
    void aNameThatIsTooLongForAmqpIsRefusedInASentence() {
        assertThatThrownBy(() -> Topology.jobQueue("ü".repeat(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 255");
    }

    /** Lone surrogates have no UTF-8 form; validation keeps them out long before. */
    private static boolean broken(String s) {
        return s.chars().anyMatch(c -> Character.isSurrogate((char) c));
    }
}
