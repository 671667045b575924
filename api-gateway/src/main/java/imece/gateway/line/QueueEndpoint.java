package imece.gateway.line;

import imece.gateway.workers.WorkerRegistry;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/queue}. */
@RestController
class QueueEndpoint {

    private final LaneNumbers lanes;
    private final WorkerRegistry workers;

    QueueEndpoint(LaneNumbers lanes, WorkerRegistry workers) {
        this.lanes = lanes;
        this.workers = workers;
    }

    /**
     * One lane.
     *
     * @param slots live slots that serve it
     * @param oldestWaitSeconds since the oldest waiting job was submitted; 0 if none waits
     * @param startedPerMinute runs that began within the last minute
     */
    record LaneView(String lane, int waiting, int running, int slots, long oldestWaitSeconds, int startedPerMinute) {}

    /** All lanes. */
    record QueueView(List<LaneView> lanes) {
        QueueView {
            lanes = List.copyOf(lanes);
        }
    }

    @GetMapping("/api/queue")
    QueueView queue() {
        return new QueueView(lanes.count().stream()
                .map(lane -> new LaneView(
                        lane.lane(),
                        lane.waiting(),
                        lane.running(),
                        workers.liveSlots(lane.lane()),
                        lane.oldestWaitSeconds(),
                        lane.startedPerMinute()))
                .toList());
    }
}
