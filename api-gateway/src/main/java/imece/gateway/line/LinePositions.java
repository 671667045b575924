package imece.gateway.line;

import imece.gateway.job.Job;
import imece.gateway.line.LaneCompetition.BusyLanes;
import imece.gateway.line.LineRows.LaneReading;
import imece.gateway.line.LineRows.LaneReading.RenderSpeed;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everybody's place, as of the last reading of each lane. Places are derived from rows and never kept up by hand, so they
 * cannot drift; a job that came since the last reading is counted on the spot.
 */
@Component
public class LinePositions {

    /** More than these are not counted one by one; their lane is read instead. */
    private static final int MOST_COUNTED = 25;

    /** A program that looks from time to time should find a range there. */
    private static final Duration ASKS_AGAIN = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 10_000;

    /** For so long a reading of the lanes in which something is to be done is good enough. */
    private static final Duration BUSY_LANES_FRESH = Duration.ofMillis(250);

    private final LineRows rows;
    private final WorkerRegistry workers;
    /** Each lane as it was last read, for those who looked. */
    private final Map<String, Map<UUID, LinePosition>> byLane = new ConcurrentHashMap<>();

    private final Map<Asked, Long> asked = new ConcurrentHashMap<>();
    private volatile @Nullable RenderSpeed speed;
    private volatile BusyLanes busy = BusyLanes.NONE;
    private volatile long busySince = System.nanoTime() - BUSY_LANES_FRESH.toNanos();

    /** Who asked about which lane. */
    private record Asked(String lane, UUID owner) {}

    LinePositions(LineRows rows, WorkerRegistry workers) {
        this.rows = rows;
        this.workers = workers;
    }

    /** This job as people see it, at its present place. */
    public JobView shown(Job job) {
        return shown(List.of(job)).getFirst();
    }

    /** Jobs in their order, as people see them, at their present places. */
    public List<JobView> shown(List<Job> jobs) {
        Map<UUID, LinePosition> now = of(jobs);
        return jobs.stream()
                .map(job -> {
                    return JobView.of(job, now.getOrDefault(job.id(), LinePosition.NONE));
                })
                .toList();
    }

    /**
     * The places of these jobs; those that do not wait stand at 0. If one of them is not in the last reading, all are counted
     * anew, for places of different moments need not be different from each other.
     */
    public Map<UUID, LinePosition> of(Collection<Job> jobs) {
        Map<UUID, LinePosition> places = new HashMap<>();
        List<Job> waiting = new ArrayList<>();
        boolean allKnown = true;
        for (Job job : jobs) {
            LinePosition known = known(job);
            places.put(job.id(), known == null ? LinePosition.NONE : known);
            if (job.status().waiting()) {
                ask(job);
                waiting.add(job);
                allKnown &= known != null;
            }
        }
        if (!allKnown) {
            count(waiting, places);
        }
        return hidingUnserved(jobs, places);
    }

    /** A place in a lane that no connected GPU serves would be an untruth, as would a time: nobody is next there. */
    private Map<UUID, LinePosition> hidingUnserved(Collection<Job> jobs, Map<UUID, LinePosition> places) {
        jobs.stream()
                .filter(job -> workers.lacksServers(job.lane()))
                .forEach(job -> places.put(job.id(), LinePosition.NONE));
        return places;
    }

    /** The same, with places that were just read otherwise; nothing is asked if they are enough. */
    public Map<UUID, LinePosition> of(Collection<Job> jobs, Map<UUID, Integer> read) {
        if (!jobs.stream().allMatch(job -> !job.status().waiting() || read.containsKey(job.id()))) {
            return of(jobs);
        }
        Map<UUID, LinePosition> places = new HashMap<>();
        for (Job job : jobs) {
            LinePosition known = known(job);
            Integer position = read.get(job.id());
            places.put(
                    job.id(),
                    position == null
                            ? LinePosition.NONE
                            : counted(job.lane(), position).orEta(known == null ? null : known.eta()));
        }
        return hidingUnserved(jobs, places);
    }

    /** A place that was just counted within its lane, as far as it can be told; 0 for a job that must pause. */
    private LinePosition counted(String lane, int position) {
        return position == 0 ? LinePosition.IN_BACK_OFF : competition(lane).told(new LinePosition(position, null));
    }

    private LaneCompetition competition(String lane) {
        if (System.nanoTime() - busySince > BUSY_LANES_FRESH.toNanos()) {
            readBusyLanes();
        }
        return LaneCompetition.of(lane, busy, workers.liveSlots());
    }

    /** Reads which lanes have something to do. Returns whether they are others than before. */
    boolean readBusyLanes() {
        BusyLanes before = busy;
        busy = rows.busyLanes();
        busySince = System.nanoTime();
        return !busy.equals(before);
    }

    private @Nullable LinePosition known(Job job) {
        return job.status().waiting()
                ? byLane.getOrDefault(job.lane(), Map.of()).get(job.id())
                : LinePosition.NONE;
    }

    private void count(List<Job> waiting, Map<UUID, LinePosition> places) {
        Map<UUID, LinePosition> now = waiting.size() > MOST_COUNTED ? readNow(waiting) : countNow(waiting);
        // Not there = it started in this very moment: shown as next until the frame that says so arrives.
        waiting.forEach(job -> places.merge(
                job.id(),
                now.getOrDefault(job.id(), counted(job.lane(), 1)),
                (read, counted) -> counted.orEta(read.eta())));
    }

    private Map<UUID, LinePosition> countNow(List<Job> waiting) {
        Map<UUID, LinePosition> counted = new HashMap<>();
        Map<UUID, Integer> positions =
                rows.positions(waiting.stream().map(Job::id).toList());
        for (Job job : waiting) {
            Integer position = positions.get(job.id());
            if (position != null) {
                counted.put(job.id(), counted(job.lane(), position));
            }
        }
        return counted;
    }

    /** Not kept: what the next tick tells is the difference to what the last tick told. */
    private Map<UUID, LinePosition> readNow(List<Job> waiting) {
        Map<UUID, LinePosition> read = new HashMap<>();
        Map<String, Set<UUID>> owners = new HashMap<>();
        waiting.forEach(job -> owners.computeIfAbsent(job.lane(), lane -> new HashSet<>())
                .add(job.origin().owner()));
        owners.forEach((lane, of) -> read.putAll(told(lane, rows.read(lane, of))));
        return read;
    }

    /**
     * Reads a lane again, for those who look.
     *
     * @return their jobs whose place changed
     */
    List<Moved> reread(String lane, Set<UUID> looking) {
        LaneReading now = rows.read(lane, looking);
        Map<UUID, LinePosition> after = told(lane, now);
        if (workers.lacksServers(lane)) {
            after.replaceAll((job, place) -> LinePosition.NONE);
        }
        Map<UUID, LinePosition> before = after.isEmpty() ? byLane.remove(lane) : byLane.put(lane, after);
        Map<UUID, LinePosition> told = before == null ? Map.of() : before;
        List<Moved> moved = new ArrayList<>();
        for (LaneReading.Waiting job : now.waiting()) {
            LinePosition place = after.getOrDefault(job.id(), LinePosition.NONE);
            if (!place.equals(told.get(job.id()))) {
                moved.add(new Moved(job.owner(), job.id(), place));
            }
        }
        return moved;
    }

    private Map<UUID, LinePosition> told(String lane, LaneReading reading) {
        LaneCompetition competition = competition(lane);
        Map<UUID, LinePosition> places = reading.places(speed, workers.liveSlots(lane));
        places.replaceAll((job, place) -> competition.told(place));
        return places;
    }

    private void ask(Job job) {
        if (asked.size() < MOST_REMEMBERED) {
            asked.put(new Asked(job.lane(), job.origin().owner()), System.nanoTime());
        }
    }

    /** Those who have asked for places in a lane a moment ago and may ask again, by lane. */
    Map<String, Set<UUID>> askedLately() {
        long now = System.nanoTime();
        asked.values().removeIf(last -> now - last > ASKS_AGAIN.toNanos());
        Map<String, Set<UUID>> lanes = new HashMap<>();
        asked.keySet()
                .forEach(who -> lanes.computeIfAbsent(who.lane(), lane -> new HashSet<>())
                        .add(who.owner()));
        return lanes;
    }

    /** Nobody looks at any other lane: their last readings grow old and are dropped. */
    void keepOnly(Set<String> lanes) {
        byLane.keySet().retainAll(lanes);
    }

    /** Measures again how fast the farm is. */
    void measurePace() {
        speed = rows.pace().orElse(null);
    }

    /** The lanes in which somebody waits, as of the last reading. */
    Set<String> lanes() {
        return Set.copyOf(byLane.keySet());
    }

    /** A job that stands elsewhere than it did. */
    public record Moved(UUID owner, UUID job, LinePosition place) {}

    /**
     * Where a job stands.
     *
     * @param position 1 = next in its lane; 0 unless it waits, or while there is no place that would be true
     * @param eta until its picture is there; null where nothing is known
     * @param waitsFor why a job that waits has no place; else null
     */
    public record LinePosition(
            int position,
            JobView.@Nullable Eta eta,
            @Nullable WaitReason waitsFor) {

        /** Of a job that does not wait and of which nothing more is known. */
        public static final LinePosition NONE = new LinePosition(0, null);

        /** Of a job whose turn depends on other lanes. */
        static final LinePosition AMONG_OTHER_LANES = new LinePosition(0, null, WaitReason.OTHER_LANES);

        /** Of a job whose pause before another try is not over. */
        static final LinePosition IN_BACK_OFF = new LinePosition(0, null, WaitReason.ANOTHER_TRY);

        /** A place in a lane. */
        public LinePosition(int position, JobView.@Nullable Eta eta) {
            this(position, eta, null);
        }

        /** This place with the range of an older reading, where nothing newer was reckoned. */
        LinePosition orEta(JobView.@Nullable Eta older) {
            return eta == null && position > 0 ? new LinePosition(position, older) : this;
        }
    }
}
