package imece.bench.turns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What slots did, run after run. */
record RunHistory(List<PictureRun> runs) {
    /** In whatever order they come. */
    RunHistory {
        runs = runs.stream().sorted(Comparator.comparing(PictureRun::started)).toList();
    }

    /** One run of a slot and the one after it. */
    private record Pair(PictureRun before, PictureRun after) {}

    private List<Pair> pairs() {
        Map<String, PictureRun> last = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (PictureRun run : runs) {
            PictureRun before = last.put(run.gpu(), run);
            if (before != null) {
                pairs.add(new Pair(before, run));
            }
        }
        return pairs;
    }

    /** How often a slot loaded another checkpoint. What it loads for its first run of all is no change. */
    long changes() {
        return pairs().stream().filter(pair -> pair.after().loadMillis() > 0).count();
    }

    /** Milliseconds in which a GPU did nothing, not even load, between two runs of different lanes. */
    List<Long> idleBetweenLanes(Map<UUID, String> lanes) {
        return pairs().stream()
                .filter(pair -> between(pair, lanes))
                .map(pair -> Duration.between(
                                pair.before().drawn(), pair.after().started())
                        .toMillis())
                .toList();
    }

    private static boolean between(Pair pair, Map<UUID, String> lanes) {
        return !lanes.getOrDefault(pair.before().job(), "")
                .equals(lanes.getOrDefault(pair.after().job(), ""));
    }
}
