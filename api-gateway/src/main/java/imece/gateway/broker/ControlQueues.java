package imece.gateway.broker;

import java.util.List;

/** Whoever knows in which queues workers read their orders. */
public interface ControlQueues {

    /** Their names: of the worker processes that are heard, those that have been for longest, and a bounded number of them. */
    List<String> ofWorkers();
}
