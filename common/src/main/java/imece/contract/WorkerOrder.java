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
    @JsonSubTypes.Type(value = WorkerOrder.Call.class, name = "call"),
    @JsonSubTypes.Type(value = WorkerOrder.Assign.class, name = "assign")
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

    /**
     * The slot takes its next jobs from this lane, and waits there for as long as nothing else is said. Of several the one with the
     * greatest term and number counts. Repeated every second until the slot's report shows it.
     *
     * @param worker the slot's worker
     * @param instance the process that was heard there
     * @param gpu the GPU's UUID
     * @param lane where it is to listen
     * @param term of the dispatcher that says so
     * @param no rises from order to order within the term
     */
    record Assign(String worker, UUID instance, String gpu, String lane, long term, long no) implements WorkerOrder {
        public Assign {
            MessageFields.require(worker, instance, gpu, lane);
        }
    }

    /** A kind that this version does not know. */
    record Unknown() implements WorkerOrder {}
}
