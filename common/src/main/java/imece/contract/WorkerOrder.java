package imece.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.UUID;

/**
 * What a gateway tells workers to do. Orders are level-triggered: whoever sees a heartbeat naming a stale run repeats the
 * order, so a lost one heals. Workers remember orders for ten minutes.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = WorkerOrder.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerOrder.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = WorkerOrder.Abandon.class, name = "abandon"),
    @JsonSubTypes.Type(value = WorkerOrder.Drain.class, name = "drain"),
    @JsonSubTypes.Type(value = WorkerOrder.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = WorkerOrder.Call.class, name = "call")
})
public sealed interface WorkerOrder {

    /** The job is over up to and including this epoch: whoever has it, or gets it, drops it. */
    record Cancel(UUID jobId, long epoch) implements WorkerOrder {
        public Cancel {
            MessageFields.require(jobId);
        }
    }

    /** This run no longer counts: stop the engine, free the GPU, acknowledge. */
    record Abandon(UUID jobId, long epoch, UUID runId) implements WorkerOrder {
        public Abandon {
            MessageFields.require(jobId, runId);
        }
    }

    /** Take nothing new; what runs is finished. */
    record Drain(String worker) implements WorkerOrder {
        public Drain {
            MessageFields.require(worker);
        }
    }

    /** Take jobs again. */
    record Resume(String worker) implements WorkerOrder {
        public Resume {
            MessageFields.require(worker);
        }
    }

    /**
     * In these lanes jobs wait with the broker, the one that waits longest first. A slot that serves one of them takes its
     * next job from there. Repeated every second for as long as it is so; {@value Topology#DEFAULT_LANE} alone is not called,
     * for that is where slots wait.
     */
    record Call(List<String> lanes) implements WorkerOrder {
        public Call {
            MessageFields.require(lanes);
            lanes = List.copyOf(lanes);
        }
    }

    /** A kind that this version does not know. */
    record Unknown() implements WorkerOrder {}
}
