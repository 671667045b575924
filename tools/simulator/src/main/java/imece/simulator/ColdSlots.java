package imece.simulator;

import imece.contract.LaneName;
import imece.gateway.turn.TurnSlot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which of several idle slots gets a job, the same for all policies that are compared. */
final class ColdSlots {

    private ColdSlots() {}

    /** A warm one, else an empty one, else one whose checkpoint nobody waits for, else the one that rested longest. */
    static Optional<TurnSlot> choose(List<TurnSlot> idle, LaneName lane, Predicate<String> waitedFor) {
        return idle.stream()
                .filter(slot -> slot.serves().test(lane))
                .min(Comparator.comparingInt((TurnSlot slot) -> cost(slot, lane, waitedFor))
                        .thenComparingLong(TurnSlot::lastUsed)
                        .thenComparing(slot -> slot.id().gpu()));
    }

    private static int cost(TurnSlot slot, LaneName lane, Predicate<String> waitedFor) {
        if (slot.warmFor(lane)) {
            return 0;
        }
        String loaded = slot.checkpoint();
        if (loaded == null) {
            return 1;
        }
        return waitedFor.test(loaded) ? 3 : 2;
    }
}
