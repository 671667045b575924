package imece.gateway.turn;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long runs and loads take, learnt from those that have ended: the median of the last 50 of the same kind, else of the
 * same checkpoint, else of all, else a guess. Not for several threads.
 */
public final class RunEstimates implements LoadTimes {

    /** What a run takes where none has ended yet, in GPU-milliseconds. */
    public static final long RUN_UNKNOWN = 25_000;

    /** What a load takes where none was measured yet, in milliseconds. */
    public static final long LOAD_UNKNOWN = 22_000;

    private final Map<RunKind, RecentMedian> runs = new HashMap<>();
    private final Map<String, RecentMedian> runsOfCheckpoint = new HashMap<>();
    private final RecentMedian allRuns = new RecentMedian();
    private final Map<LoadKind, RecentMedian> loads = new HashMap<>();
    private final Map<String, RecentMedian> loadsOfCheckpoint = new HashMap<>();
    private final RecentMedian allLoads = new RecentMedian();

    /** Whether an estimate says only that nothing was known: it was made before the first run had ended. */
    public static boolean guessed(long estimate) {
        return estimate == RUN_UNKNOWN;
    }

    private record RunKind(String checkpoint, SizeClass size, String gpuName) {}

    private record LoadKind(String checkpoint, String gpuName) {}

    /** A run has ended; so long it kept the GPU, without loading. */
    public void ranFor(String checkpoint, SizeClass size, String gpuName, long gpuMillis) {
        runs.computeIfAbsent(new RunKind(checkpoint, size, gpuName), kind -> new RecentMedian())
                .add(gpuMillis);
        runsOfCheckpoint.computeIfAbsent(checkpoint, name -> new RecentMedian()).add(gpuMillis);
        allRuns.add(gpuMillis);
    }

    /** A checkpoint was loaded; it took so long. */
    public void loadedFor(String checkpoint, String gpuName, long millis) {
        loads.computeIfAbsent(new LoadKind(checkpoint, gpuName), kind -> new RecentMedian())
                .add(millis);
        loadsOfCheckpoint
                .computeIfAbsent(checkpoint, name -> new RecentMedian())
                .add(millis);
        allLoads.add(millis);
    }

    /** How long a GPU of this name is expected to be kept, without loading, in GPU-milliseconds. */
    public long runMillis(String checkpoint, SizeClass size, String gpuName) {
        return first(
                        median(runs, new RunKind(checkpoint, size, gpuName)),
                        median(runsOfCheckpoint, checkpoint),
                        allRuns.median())
                .orElse(RUN_UNKNOWN);
    }

    /** The same where it is not known yet on which of these GPUs: the mean of their names. */
    public long runMillis(String checkpoint, SizeClass size, Collection<String> gpuNames) {
        return Math.round(gpuNames.stream()
                .distinct()
                .mapToLong(name -> runMillis(checkpoint, size, name))
                .average()
                .orElseGet(() -> runMillis(checkpoint, size, "")));
    }

    @Override
    public long loadMillis(String checkpoint, String gpuName) {
        return first(
                        median(loads, new LoadKind(checkpoint, gpuName)),
                        median(loadsOfCheckpoint, checkpoint),
                        allLoads.median())
                .orElse(LOAD_UNKNOWN);
    }

    private static <K> OptionalLong median(Map<K, RecentMedian> known, K kind) {
        RecentMedian recent = known.get(kind);
        return recent == null ? OptionalLong.empty() : recent.median();
    }

    private static OptionalLong first(OptionalLong... found) {
        for (OptionalLong each : found) {
            if (each.isPresent()) {
                return each;
            }
        }
        return OptionalLong.empty();
    }
}
