package imece.gateway.dispatch;

import imece.contract.LaneName;
import imece.contract.Topology;
import imece.contract.WorkerOrder;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.dispatch.DueLanes.LaneWindow;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells slots in which lanes jobs wait with the broker: a slot listens to one lane at a time. Said after each dispatch, and
 * every second for as long as it is so; what gets lost is said again.
 */
@Component
class LaneCallOrders implements PeriodicWork {

    private static final int MOST = 500;

    private final DispatchRows rows;
    private final MessagePublisher publisher;
    private final Duration maxWait;
    private volatile Set<LaneName> overdue = Set.of();

    LaneCallOrders(DispatchRows rows, MessagePublisher publisher, DispatchSettings settings) {
        this.rows = rows;
        this.publisher = publisher;
        this.maxWait = settings.maxWait();
    }

    /** Lanes whose turn is overdue, as of the last second. */
    Set<LaneName> overdue() {
        return overdue;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(1), "call-lanes", "no lane is called", this::call));
    }

    /** Says it now. */
    void call() {
        List<LaneWindow.WaitingLane> handed = rows.handed();
        overdue = LaneWindow.overdue(handed, maxWait);
        List<String> lanes = handed.stream().map(LaneWindow.WaitingLane::lane).toList();
        if (!lanes.isEmpty() && !lanes.equals(List.of(Topology.DEFAULT_LANE))) {
            publisher.order(new WorkerOrder.Call(lanes.subList(0, Math.min(MOST, lanes.size()))));
        }
    }
}
