package imece.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import imece.gateway.background.PeriodicTask;
import imece.gateway.broker.DeclaredTopology;
import imece.gateway.broker.DeclaredTopology.TopologyTorn;
import imece.gateway.workers.WorkerCameUp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopologyRepairTest {

    private final DeclaredTopology topology = mock(DeclaredTopology.class);
    private final TopologyRepair repair = new TopologyRepair(topology);
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

    private int declared() {
        return mockingDetails(topology).getInvocations().size();
    }
}
