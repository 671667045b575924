package imece.gateway.line;

import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.LossCharge;
import imece.gateway.job.Transitions;
import imece.gateway.line.LineConditions.WaitingTraits;
import imece.gateway.line.LineRows.LineReading;
import imece.gateway.line.LineRows.WatchedJob;
import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.WorkAhead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everybody's position, as of the last reading of the line. Positions are derived from rows and never kept up by hand, so they
 * cannot drift; that of a job which came since the last reading is counted on the spot.
 */
@Component
public class LinePositions {

    /** More than these are not counted one by one; the line is read instead. */
    private static final int MOST_COUNTED = 25;

    /** In a line of this length, a count would cost more than what it is truer by than a reading that is fresh. */
    private static final int LONG_LINE = 2_000;

    /** For so long the order of a reading is good enough. */
    private static final Duration FRESH = Duration.ofMillis(1_500);

    /** A program that looks from time to time should find an expected time there. */
    private static final Duration ASKS_AGAIN = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 10_000;

    private final LineRows rows;
    private final LineLength length;
    private final LineSurroundings surroundings;
    private final LineForecasts forecasts;
    private final Map<UUID, Long> asked = new ConcurrentHashMap<>();
    /** What was told by counting since the last reading. */
    private final Map<UUID, CountedPosition> counted = new ConcurrentHashMap<>();

    private volatile ToldLine told = ToldLine.NONE;
    private ToldLine looked = ToldLine.NONE;

    private record CountedPosition(int position, WorkAhead ahead, long at) {

        boolean fresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }
    }

    /** The line as it was last read, and what was said of the jobs of those who looked. */
    private record ToldLine(LineSnapshot snapshot, Map<UUID, LinePosition> positions, long at) {

        static final ToldLine NONE = new ToldLine(
                LineSnapshot.EMPTY,
                Map.of(),
                System.nanoTime() - Duration.ofHours(1).toNanos());

        boolean fresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }

        boolean isLongAndFresh() {
            return fresh() && snapshot.size() > LONG_LINE;
        }
    }

    LinePositions(LineRows rows, LineLength length, LineSurroundings surroundings, LineForecasts forecasts) {
        this.rows = rows;
        this.length = length;
        this.surroundings = surroundings;
        this.forecasts = forecasts;
    }

    /** This job as people see it, at its present position. */
    public JobView shown(Job job) {
        return shown(List.of(job)).getFirst();
    }

    /** Jobs in their order, as people see them, at their present positions. */
    public List<JobView> shown(List<Job> jobs) {
        Map<UUID, LinePosition> now = of(jobs);
        return jobs.stream()
                .map(job -> JobView.of(job, now.getOrDefault(job.id(), LinePosition.NONE)))
                .toList();
    }

    /** The same, of jobs that have just joined, if they are among these: they were counted a moment ago, for the answer. */
    public Map<UUID, LinePosition> of(Collection<Job> jobs, Map<UUID, Integer> joined) {
        Map<UUID, WorkAhead> ahead = new HashMap<>();
        for (Job job : jobs) {
            CountedPosition lately = counted.get(job.id());
            if (!joined.containsKey(job.id()) || lately == null || !lately.fresh()) {
                return of(jobs);
            }
            ahead.put(job.id(), lately.ahead());
        }
        return told(List.copyOf(jobs), ahead, told);
    }

    /**
     * The positions of these jobs; those that do not wait stand at 0. If one of them is not in the last reading, all are
     * counted anew, for positions of different moments need not be different from each other.
     */
    public Map<UUID, LinePosition> of(Collection<Job> jobs) {
        Map<UUID, LinePosition> positions = new HashMap<>();
        List<Job> waiting = new ArrayList<>();
        ToldLine last = told;
        boolean allKnown = true;
        for (Job job : jobs) {
            LinePosition known = job.status().waiting() ? last.positions().get(job.id()) : LinePosition.NONE;
            positions.put(job.id(), known == null ? LinePosition.NONE : known);
            if (job.status().waiting()) {
                ask(job.origin().owner());
                waiting.add(job);
                allKnown &= known != null;
            }
        }
        if (!allKnown) {
            positions.putAll(counted(waiting, last));
        }
        return positions;
    }

    private Map<UUID, LinePosition> counted(List<Job> waiting, ToldLine last) {
        Map<UUID, WorkAhead> ahead;
        if (last.isLongAndFresh()) {
            ahead = ranked(waiting, last.snapshot());
        } else if (waiting.size() > MOST_COUNTED || length.waiting() > LONG_LINE) {
            ahead = ranked(waiting, readForOne());
        } else {
            ahead = countedAhead(waiting);
        }
        Map<UUID, LinePosition> positions = told(waiting, ahead, last);
        if (counted.size() < MOST_REMEMBERED) {
            positions.forEach((job, position) -> counted.put(
                    job,
                    new CountedPosition(
                            position.position(), ahead.getOrDefault(job, WorkAhead.NONE), System.nanoTime())));
        }
        return positions;
    }

    /** The line, read for one who looks; a long one is read once for all who come at the same time. */
    private synchronized LineSnapshot readForOne() {
        if (!looked.isLongAndFresh()) {
            looked = readNow();
        }
        return looked.snapshot();
    }

    private ToldLine readNow() {
        return new ToldLine(surroundings.snapshot(rows.read(Set.of())), Map.of(), System.nanoTime());
    }

    private Map<UUID, LinePosition> told(List<Job> waiting, Map<UUID, WorkAhead> ahead, ToldLine last) {
        LineConditions conditions = surroundings.conditions(forecasts.loading());
        Map<UUID, LinePosition> positions = new HashMap<>();
        for (Job job : waiting) {
            // Not there = it started in this very moment: shown as next until the frame that says so arrives.
            LinePosition position = conditions.told(
                    traits(job),
                    ahead.getOrDefault(job.id(), WorkAhead.NONE),
                    OptionalInt.empty(),
                    surroundings.placeless(job.lane()));
            LinePosition known = last.positions().get(job.id());
            positions.put(job.id(), position.orEta(known == null ? null : known.eta()));
        }
        return positions;
    }

    private WaitingTraits traits(Job job) {
        boolean probation = job.counters().failures() >= Transitions.MAX_FAILURES;
        Instant until = job.state() instanceof JobState.Queued queued ? queued.notBefore() : null;
        boolean pauses = until != null && surroundings.isAhead(until);
        return new WaitingTraits(
                job.lane(), pauses || probation, until, LossCharge.mustRunAlone(job.counters()), WorkAhead.NONE);
    }

    private Map<UUID, WorkAhead> countedAhead(List<Job> waiting) {
        Map<UUID, WorkAhead> ahead = new HashMap<>();
        LineSnapshot lanes = surroundings.lanesOnly(rows.waitingLanes());
        waiting.stream()
                .collect(Collectors.groupingBy(Job::lane))
                .forEach((lane, jobs) ->
                        ahead.putAll(rows.ahead(lane, jobs.stream().map(Job::id).toList(), lanes.competing(lane))));
        return ahead;
    }

    /** Among jobs that a reading lacks those that came first stand before the others. */
    private static Map<UUID, WorkAhead> ranked(List<Job> waiting, LineSnapshot line) {
        Map<UUID, WorkAhead> ahead = new HashMap<>();
        List<Job> lacking = new ArrayList<>();
        for (Job job : waiting) {
            LineStanding standing = LineStanding.of(job).orElseThrow();
            WorkAhead before = line.ahead(job.lane(), standing);
            if (!standing.isDispatched() && !line.lane(job.lane()).holds(standing.order())) {
                for (Job other : lacking) {
                    if (line.competition().between(job.lane(), other.lane())
                            && other.turn().order(other.ticket()).compareTo(standing.order()) < 0) {
                        before = before.plus(workOf(other));
                    }
                }
                lacking.add(job);
            }
            ahead.put(job.id(), before);
        }
        return ahead;
    }

    private static WorkAhead workOf(Job job) {
        long estimate = job.turn().estimate();
        return new WorkAhead(1, estimate, RunEstimates.guessed(estimate));
    }

    /**
     * Reads the line again, for those who look.
     *
     * @return their jobs of which something else is to be told
     */
    List<Moved> reread(Set<UUID> looking) {
        long began = System.nanoTime();
        LineReading reading = rows.read(looking);
        ToldLine last = told;
        LineSnapshot now = surroundings.snapshot(reading);
        LineArrivals arrivals = LineArrivals.between(last.snapshot(), now);
        forecasts.follow(now, reading.watched());
        Map<UUID, WorkAhead> ahead = HashMap.newHashMap(reading.watched().size());
        reading.watched().forEach(job -> ahead.put(job.id(), now.ahead(job.lane(), job.standing())));
        Map<UUID, WorkAhead> letPast = letPast(reading.watched(), ahead);
        LineConditions conditions = surroundings.conditions(forecasts.loading());
        Map<UUID, LinePosition> after = HashMap.newHashMap(reading.watched().size());
        List<Moved> moved = new ArrayList<>();
        for (WatchedJob job : reading.watched()) {
            LinePosition before = last.positions().get(job.id());
            LinePosition position = conditions.told(
                    new WaitingTraits(
                            job.lane(),
                            job.backsOff(),
                            job.until(),
                            job.alone(),
                            letPast.getOrDefault(job.id(), WorkAhead.NONE)),
                    ahead.getOrDefault(job.id(), WorkAhead.NONE),
                    now.peopleAhead(job.lane(), job.standing()),
                    surroundings.placeless(job.lane()));
            position = position.withEta(forecasts.eta(job, position));
            if (position.position() > least(before, counted.get(job.id()))) {
                position = position.because(arrivals.why(job.lane(), job.standing()));
            }
            after.put(job.id(), position);
            if (before == null || !position.says(before)) {
                moved.add(new Moved(job.owner(), job.id(), position));
            }
        }
        counted.values().removeIf(each -> each.at() - began < 0);
        told = new ToldLine(now, after, System.nanoTime());
        return moved;
    }

    /** The least position that was told by the reading before or since; where none was, more than any. */
    private static int least(@Nullable LinePosition before, @Nullable CountedPosition since) {
        int read = before == null || before.position() == 0 ? Integer.MAX_VALUE : before.position();
        return since == null || since.position() == 0 ? read : Math.min(read, since.position());
    }

    private Map<UUID, WorkAhead> letPast(List<WatchedJob> watched, Map<UUID, WorkAhead> ahead) {
        List<UUID> next = watched.stream()
                .map(WatchedJob::id)
                .filter(id -> ahead.getOrDefault(id, WorkAhead.NONE).jobs() == 0)
                .sorted(Comparator.naturalOrder())
                .limit(MOST_COUNTED)
                .toList();
        return next.isEmpty() ? Map.of() : rows.letPast(next);
    }

    /**
     * When a picture would be there that were asked for now, by somebody who has nothing in the line; null where nothing can
     * be known.
     *
     * @param work pixels times steps
     */
    JobView.@Nullable Eta quote(String lane, long work) {
        if (surroundings.placeless(lane) || surroundings.isPaused(lane)) {
            return null;
        }
        return forecasts.quote(lineNow(), lane, work);
    }

    /** The line of the last reading, else read for those who ask before they wait; once a second, however many they are. */
    private synchronized LineSnapshot lineNow() {
        ToldLine last = told;
        if (last.fresh()) {
            return last.snapshot();
        }
        if (!looked.fresh()) {
            looked = readNow();
        }
        return looked.snapshot();
    }

    private void ask(UUID owner) {
        if (asked.size() < MOST_REMEMBERED) {
            asked.put(owner, System.nanoTime());
        }
    }

    /** Those who have asked for positions a moment ago and may ask again. */
    Set<UUID> askedLately() {
        long now = System.nanoTime();
        asked.values().removeIf(last -> now - last > ASKS_AGAIN.toNanos());
        return new HashSet<>(asked.keySet());
    }

    /** Nobody looks: the last reading grows old and is dropped. */
    void forget() {
        told = ToldLine.NONE;
        counted.clear();
    }

    /** How many jobs are remembered. */
    int remembered() {
        return told.positions().size();
    }

    /** A job of which something else is to be told. */
    public record Moved(UUID owner, UUID job, LinePosition place) {}

    /**
     * Where a job stands.
     *
     * @param position 1 = next; 0 unless it waits, or while there is no position that would be true
     * @param eta until its picture is there; null where nothing is known
     * @param why why it waits; null unless it does, or if it is simply next
     * @param roseBecause why it stands further back than it did; null unless it does
     */
    public record LinePosition(
            int position,
            JobView.@Nullable Eta eta,
            @Nullable WaitReason why,
            @Nullable PositionRise roseBecause) {

        /** Of a job that does not wait and of which nothing more is known. */
        public static final LinePosition NONE = new LinePosition(0, null);

        /** A position of which nothing more is known. */
        public LinePosition(int position, JobView.@Nullable Eta eta) {
            this(position, eta, null, null);
        }

        /** This position with the expected time of an older reading, where nothing newer was reckoned. */
        LinePosition orEta(JobView.@Nullable Eta older) {
            return eta == null && position > 0 ? withEta(older) : this;
        }

        /** Whether it says nothing else than an older one that was told. */
        boolean says(LinePosition older) {
            return equals(older) || (roseBecause == null && equals(older.because(null)));
        }

        LinePosition withEta(JobView.@Nullable Eta other) {
            return new LinePosition(position, other, why, roseBecause);
        }

        /** The same, having risen for this reason. */
        public LinePosition because(@Nullable PositionRise rise) {
            return new LinePosition(position, eta, why, rise);
        }
    }
}
