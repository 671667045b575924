package imece.simulator;

import imece.contract.LaneName;
import java.util.function.BiPredicate;

/**
 * What the farm has.
 *
 * @param slots how many, all alike and numbered from 0
 * @param load how long loading a checkpoint takes, in milliseconds
 * @param serves which of them serves a lane
 */
record FarmShape(int slots, long load, BiPredicate<Integer, LaneName> serves) {

    /** Each slot serves everything. */
    static FarmShape alike(int slots, long load) {
        return new FarmShape(slots, load, (slot, lane) -> true);
    }
}
