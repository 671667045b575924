package imece.worker.link;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Which lane a slot listens to next. It decides alone; what it asks is asked of the broker. */
final class LaneRule {

    private LaneRule() {}

    /**
     * The first of the called lanes that the slot serves and in which something really waits; else the one where it waits.
     *
     * @param waitsIn where it listens when nobody calls
     * @param called lanes with jobs, the one that waits longest first
     * @param ready how many messages wait in a lane
     */
    static String next(String waitsIn, List<String> called, Predicate<String> serves, ToIntFunction<String> ready) {
        for (String lane : called) {
            if (serves.test(lane) && ready.applyAsInt(lane) > 0) {
                return lane;
            }
        }
        return waitsIn;
    }
}
