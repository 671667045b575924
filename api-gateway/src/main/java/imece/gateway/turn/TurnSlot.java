package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.contract.Topology;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A live slot, as the policy sees it.
 *
 * @param id which it is
 * @param gpuName what its GPU is called: GPUs of one name are equally fast
 * @param serves the lanes of which it can take jobs
 * @param checkpoint what it has loaded or is about to load, in the words of {@link LaneName#checkpoint}; null = nothing, or
 *     nobody knows
 * @param lastUsed orders slots by when they last got a job, the least first
 */
public record TurnSlot(
        SlotId id,
        String gpuName,
        Predicate<LaneName> serves,
        @Nullable String checkpoint,
        long lastUsed) {

    /** Whether it can begin a job of this lane, which it serves, without loading a checkpoint. */
    public boolean warmFor(LaneName lane) {
        return lane.checkpoint().equals(Topology.DEFAULT_LANE)
                || lane.checkpoint().equals(checkpoint);
    }

    /** The slot when it has been given a job of this lane. */
    public TurnSlot given(LaneName lane, long now) {
        String next = lane.checkpoint().equals(Topology.DEFAULT_LANE) ? checkpoint : lane.checkpoint();
        return new TurnSlot(id, gpuName, serves, next, now);
    }
}
