package imece.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import imece.gateway.background.PeriodicTask;
import imece.gateway.broker.DeclaredTopology;
import imece.gateway.broker.DeclaredTopology.TopologyTorn;
import imece.gateway.broker.LaneQueues;
import imece.gateway.workers.WorkerCameUp;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyRepairTest {

    private final DeclaredTopology topology = mock(DeclaredTopology.class);
    private final LaneQueues lanes = mock(LaneQueues.class);
    private final WorkerRegistry workers = mock(WorkerRegistry.class);
    private final TopologyRepair repair = new TopologyRepair(topology, lanes, workers);
    private final PeriodicTask task = repair.periodicTasks().getFirst();

    @Test
    void everythingIsDeclaredAgainEveryFiveSecondsWithoutASign() {
        assertThat(task.period()).isEqualTo(Duration.ofSeconds(1));
        for (int second = 1; second <= 10; second++) {
            task.work().run();
            assertThat(declared()).isEqualTo(second / 5);
        }
    }

    @Test
    void withinASecondOfASign() {
        repair.on(new TopologyTorn("imece.jobs"));
        task.work().run();
        assertThat(declared()).isEqualTo(1);

        repair.on(new WorkerCameUp("attic"));
        task.work().run();
        assertThat(declared()).isEqualTo(2);
    }

    @Test
    void oncePerSecondHoweverManySignsThereAre() {
        for (int i = 0; i < 1_000; i++) {
            repair.on(new TopologyTorn("imece.jobs"));
        }
        task.work().run();
        task.work().run();
        assertThat(declared()).isEqualTo(1);
    }

    /** They may not declare them. */
    @Test
    void soAreTheQueuesOfTheLanesThatWorkersListenTo() {
        when(workers.lanes()).thenReturn(Set.of("oil v1"));
        repair.on(new WorkerCameUp("attic"));
        task.work().run();
        verify(lanes).declareAgain(Set.of("oil v1"));
    }

    private int declared() {
        return mockingDetails(topology).getInvocations().size();
    }
}
