package imece.gateway.line;

import imece.contract.EngineCapabilities;
import imece.contract.LaneName;
import imece.contract.Topology;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which lanes compete for GPUs: two of which some slot may serve both, and each with itself. For any thread; pure, but for
 * what it remembers of its own answers.
 */
final class LaneCompetition {

    /** No slot was heard. */
    static final LaneCompetition NONE = new LaneCompetition(Set.of());

    private static final int MOST_LANES = 10_000;

    private final Set<SlotKind> kinds;
    private final List<SlotKind> inOrder;
    private final Map<String, BitSet> serving = new ConcurrentHashMap<>();

    /** What slots that serve the same lanes have in common. */
    private record SlotKind(boolean img2img, boolean lora, Set<String> meets, Set<String> checkpoints) {

        static SlotKind of(ServingSlot slot) {
            EngineCapabilities can = slot.report().capabilities();
            return new SlotKind(
                    can != null && can.img2img(), can != null && can.lora(), slot.meets(), slot.checkpoints());
        }
    }

    private LaneCompetition(Set<SlotKind> kinds) {
        this.kinds = Set.copyOf(kinds);
        this.inOrder = List.copyOf(kinds);
    }

    /** Among slots that were heard lately, whether or not they take jobs just now. */
    static LaneCompetition among(Collection<ServingSlot> heard) {
        return new LaneCompetition(heard.stream().map(SlotKind::of).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a job of one of these lanes may take the place of one of the other. */
    boolean between(String one, String other) {
        return one.equals(other) || kindsOf(one).intersects(kindsOf(other));
    }

    /** Whether some slot serves this lane. */
    boolean serves(String lane) {
        return !kindsOf(lane).isEmpty();
    }

    /** Whether these slots serve the same lanes as those of another moment. */
    boolean same(LaneCompetition other) {
        return kinds.equals(other.kinds);
    }

    /** Whether it remembers few lanes: clients name them. */
    boolean small() {
        return serving.size() < MOST_LANES;
    }

    private BitSet kindsOf(String lane) {
        return serving.computeIfAbsent(lane, name -> {
            BitSet of = new BitSet(inOrder.size());
            LaneName parsed = LaneName.parse(name);
            for (int i = 0; i < inOrder.size(); i++) {
                SlotKind kind = inOrder.get(i);
                boolean served = parsed.servedBy(kind.img2img(), kind.lora(), kind.meets(), kind.checkpoints());
                of.set(i, served || name.equals(Topology.DEFAULT_LANE));
            }
            return of;
        });
    }
}
