package imece.worker.link;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import imece.contract.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Declares everything that gateways and workers share. What exists already is left as it is. */
final class Declarations {

    private final List<String> lanes;

    Declarations(List<String> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    /**
     * Declares all but the control queue.
     *
     * @throws IOException also if something of that name exists with other settings
     */
    void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(Topology.JOBS, BuiltinExchangeType.DIRECT, true);
        for (String fanout :
                List.of(Topology.DEAD, Topology.STATUS, Topology.LIVE, Topology.UPDATES, Topology.CONTROL)) {
            channel.exchangeDeclare(fanout, BuiltinExchangeType.FANOUT, true);
        }
        channel.queueDeclare(Topology.DEAD, true, false, false, Topology.deadQueueArguments());
        channel.queueBind(Topology.DEAD, Topology.DEAD, "");
        channel.queueDeclare(Topology.STATUS_STORE, true, false, false, Topology.storeQueueArguments());
        channel.queueBind(Topology.STATUS_STORE, Topology.STATUS, "");
        for (String lane : lanes) {
            declareLane(channel, lane);
        }
    }

    /**
     * Declares the queue of one lane.
     *
     * @return its ready messages
     */
    static int declareLane(Channel channel, String lane) throws IOException {
        String queue = Topology.jobQueue(lane);
        int ready = channel.queueDeclare(queue, true, false, false, Topology.laneQueueArguments(lane))
                .getMessageCount();
        channel.queueBind(queue, Topology.JOBS, lane);
        return ready;
    }

    /** Declares this process's own queue, which lives as long as the connection. */
    void declareControlQueue(Channel channel, String queue) throws IOException {
        channel.queueDeclare(queue, false, true, true, Map.of());
        channel.queueBind(queue, Topology.CONTROL, "");
    }
}
