package imece.gateway.dispatch;

import imece.contract.LaneName;
import imece.contract.Topology;
import imece.contract.WorkerOrder;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.dispatch.DueLanes.LaneWindow;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells slots in which lanes jobs wait with the broker: a slot listens to one lane at a time. Said after each dispatch, and
 * every second for as long as it is so; what gets lost is said again.
 */
@Component
class LaneCallOrders {

    private static final Logger log = LoggerFactory.getLogger(LaneCallOrders.class);
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

    @Scheduled(fixedDelay = 1_000)
    void call() {
        try {
            List<LaneWindow.WaitingLane> handed = rows.handed();
            overdue = LaneWindow.overdue(handed, maxWait);
            List<String> lanes =
                    handed.stream().map(LaneWindow.WaitingLane::lane).toList();
            if (!lanes.isEmpty() && !lanes.equals(List.of(Topology.DEFAULT_LANE))) {
                publisher.order(new WorkerOrder.Call(lanes.subList(0, Math.min(MOST, lanes.size()))));
            }
        } catch (DataAccessException e) {
            log.debug("No lane is called now: {}", e.getMessage());
        }
    }
}
