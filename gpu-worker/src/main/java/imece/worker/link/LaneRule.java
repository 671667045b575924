package imece.worker.link;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Which lane a slot listens to next. It decides alone; what it asks is asked of the broker. */
final class LaneRule {

    private LaneRule() {}

    /** How many messages wait in a lane. */
    interface Depth {
        int of(String lane) throws IOException;
    }

    /**
     * The first of the called lanes that the slot serves and in which something really waits; else its home.
     *
     * @param home where it listens when nobody calls
     * @param called lanes with jobs, the one that waits longest first
     * @throws IOException if the broker cannot be asked
     */
    static String next(String home, List<String> called, Predicate<String> serves, Depth ready) throws IOException {
        for (String lane : called) {
            if (serves.test(lane) && ready.of(lane) > 0) {
                return lane;
            }
        }
        return home;
    }
}
