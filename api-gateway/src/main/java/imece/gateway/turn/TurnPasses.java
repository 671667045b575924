package imece.gateway.turn;

import imece.contract.LaneName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was let past by those who wait, as it is kept: by those who went before their turn. */
public final class TurnPasses {

    private final Map<LaneName, List<TurnPass>> byLane = new HashMap<>();

    /** These, in any order. */
    public TurnPasses(Collection<TurnPass> passes) {
        for (TurnPass pass : passes) {
            pass.lanes()
                    .forEach(lane -> byLane.computeIfAbsent(lane, name -> new ArrayList<>())
                            .add(pass));
        }
        // The last ones first: whoever stands behind one of them was passed by none of the others.
        byLane.values().forEach(list -> list.sort(Comparator.comparing(TurnPass::order, Comparator.reverseOrder())));
    }

    /** How much work went before the one who waits here, in GPU-milliseconds. */
    public long letPast(LaneName lane, TurnOrder waiting) {
        long sum = 0;
        for (TurnPass pass : byLane.getOrDefault(lane, List.of())) {
            if (pass.order().compareTo(waiting) <= 0) {
                break;
            }
            sum += pass.passed(lane, waiting) ? pass.work() : 0;
        }
        return sum;
    }
}
