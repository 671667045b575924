package imece.gateway.recovery;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.DeclaredTopology;
import imece.gateway.broker.DeclaredTopology.TopologyTorn;
import imece.gateway.broker.LaneQueues;
import imece.gateway.workers.WorkerCameUp;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Declares the topology again, since nothing tells when somebody has deleted an exchange or a binding, and workers may declare
 * nothing but their own queues: every few seconds, and within a second when a message has reached no queue or a worker has come up.
 */
@Component
class TopologyRepair implements PeriodicWork {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Without any sign that something is missing, once in so many looks. */
    private static final int LOOKS = 5;

    private final DeclaredTopology topology;
    private final LaneQueues lanes;
    private final WorkerRegistry workers;

    /** Looks until it is declared again. */
    private final AtomicInteger left = new AtomicInteger(LOOKS);

    TopologyRepair(DeclaredTopology topology, LaneQueues lanes, WorkerRegistry workers) {
        this.topology = topology;
        this.lanes = lanes;
        this.workers = workers;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(LOOK, "declare-topology", this::look).firstAfter(LOOK));
    }

    @EventListener
    void on(TopologyTorn torn) {
        left.set(1);
    }

    @EventListener
    void on(WorkerCameUp up) {
        left.set(1);
    }

    private void look() {
        if (left.decrementAndGet() <= 0) {
            left.set(LOOKS);
            topology.declareAgain();
            lanes.declareAgain(workers.lanes());
        }
    }
}
