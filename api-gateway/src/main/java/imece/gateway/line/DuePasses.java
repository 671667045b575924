package imece.gateway.line;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * For which lanes it is worth to ask the database whether a job can be dispatched. A pass leaves a lane dry (more room than
 * jobs) or full (no room left); a dry lane moves by a job that comes, a full one by room that opens, and by nothing else. What
 * is remembered here can be wrong for as long as one tick, for that one asks without remembering. For several threads.
 */
final class DuePasses {

    /** What a pass left behind. */
    enum Left {
        /** All that could go was dispatched, and there is room. */
        DRY,
        /** No room; whether more jobs wait is not known. */
        FULL
    }

    /** What is known of a lane: how the last pass left it, and what happened since that pass began. */
    private static final class Known {
        private boolean dry;
        private boolean full;
        private boolean queued;
        private boolean opened;

        boolean due() {
            return dry ? queued : full ? opened : queued || opened;
        }
    }

    private final Map<String, Known> lanes = new HashMap<>();

    /** A job has come to the line. Returns whether a pass is due. */
    synchronized boolean queued(String lane) {
        Known known = of(lane);
        known.queued = true;
        return known.due();
    }

    /** A job of this lane left the broker, so that there may be room. Returns whether a pass is due. */
    synchronized boolean opened(String lane) {
        Known known = of(lane);
        known.opened = true;
        return known.due();
    }

    /** There may be room in every lane. Returns whether a pass is due. */
    synchronized boolean opened() {
        lanes.values().forEach(known -> known.opened = true);
        return lanes.values().stream().anyMatch(Known::due);
    }

    /** These lanes have jobs that may go, and all others had none when that was read. */
    synchronized void asked(Collection<String> withWork) {
        lanes.values().forEach(known -> {
            known.dry = true;
            known.full = false;
        });
        withWork.forEach(lane -> {
            Known known = of(lane);
            known.dry = false;
            known.queued = true;
        });
    }

    /** The lanes in which a pass is due; what happens from now on counts as after it. */
    synchronized Set<String> take() {
        Set<String> due = new LinkedHashSet<>();
        lanes.forEach((lane, known) -> {
            if (known.due()) {
                due.add(lane);
            }
        });
        due.forEach(lane -> lanes.put(lane, new Known()));
        return due;
    }

    /** A pass has ended. */
    synchronized void left(String lane, Left how) {
        Known known = of(lane);
        known.dry = how == Left.DRY;
        known.full = how == Left.FULL;
    }

    private Known of(String lane) {
        return lanes.computeIfAbsent(lane, name -> new Known());
    }
}
