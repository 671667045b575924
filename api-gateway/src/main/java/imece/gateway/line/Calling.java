package imece.gateway.line;

import imece.contract.Order;
import imece.contract.Topology;
import imece.gateway.broker.Postbox;
import java.util.List;
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
class Calling {

    private static final Logger log = LoggerFactory.getLogger(Calling.class);
    private static final int MOST = 500;

    private final DispatchRows rows;
    private final Postbox postbox;

    Calling(DispatchRows rows, Postbox postbox) {
        this.rows = rows;
        this.postbox = postbox;
    }

    @Scheduled(fixedDelay = 1_000)
    void call() {
        try {
            List<String> lanes = rows.handedLanes();
            if (!lanes.isEmpty() && !lanes.equals(List.of(Topology.DEFAULT_LANE))) {
                postbox.order(new Order.Call(lanes.subList(0, Math.min(MOST, lanes.size()))));
            }
        } catch (DataAccessException e) {
            log.debug("No lane is called now: {}", e.getMessage());
        }
    }
}
