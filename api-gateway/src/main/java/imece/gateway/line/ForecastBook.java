package imece.gateway.line;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.line.ForecastRows.EndedForecast;
import imece.gateway.line.ForecastRows.JobEnd;
import imece.gateway.line.ForecastRows.KeptForecast;
import imece.gateway.turn.ForecastRanges;
import imece.gateway.turn.ForecastRanges.Told;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What was told of when pictures would be there, and how true it was: the ranges of all gateways are learnt from the same rows,
 * so a restart forgets nothing. For any thread.
 */
@Component
class ForecastBook implements PeriodicWork {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration PRUNED_EVERY = Duration.ofMinutes(10);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);
    private static final int MOST_OPEN = 10_000;
    /** Of so many the quality is told. */
    private static final int RECENT = 1_000;

    /** A job is told of again and again; kept is the first time in each of these classes of positions. */
    private static final List<Integer> CLASSES = List.of(1, 5, 20);

    private final ForecastRows rows;
    private final Map<UUID, Map<Integer, ToldAt>> open = new ConcurrentHashMap<>();
    private final ForecastRanges ranges = new ForecastRanges();
    private final Deque<EndedForecast> recent = new ArrayDeque<>();
    private long learntTo;

    private record ToldAt(Told told, long nanos) {}

    ForecastBook(ForecastRows rows, MeterRegistry meters) {
        this.rows = rows;
        Gauge.builder("imece.forecast.coverage", this, book -> book.quality().coverage())
                .register(meters);
        Gauge.builder("imece.forecast.error", this, book -> book.quality().medianErrorSeconds())
                .baseUnit("seconds")
                .register(meters);
    }

    /** The range around a point, which is kept to be compared with what comes. */
    Told told(UUID job, int position, long ahead, long point) {
        Told told = range(position, ahead, point);
        if (open.size() < MOST_OPEN || open.containsKey(job)) {
            int among = (int) CLASSES.stream().filter(last -> position > last).count();
            open.computeIfAbsent(job, id -> new ConcurrentHashMap<>())
                    .putIfAbsent(among, new ToldAt(told, System.nanoTime()));
        }
        return told;
    }

    /** The range around a point that is told of no job in particular. */
    synchronized Told range(int position, long ahead, long point) {
        return ranges.range(position, ahead, point);
    }

    /**
     * How true the last forecasts were.
     *
     * @param told how many
     * @param coverage the share of those that came true, 0 to 1; not a number where there are none
     * @param medianErrorSeconds by how much the expected time was off, in seconds; not a number where there are none
     */
    record ForecastQuality(int told, double coverage, double medianErrorSeconds) {}

    synchronized ForecastQuality quality() {
        double held = recent.stream()
                .mapToInt(each -> each.told().holds(each.actual()) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
        long[] errors = recent.stream()
                .mapToLong(each -> Math.abs(each.actual() - each.told().point()))
                .sorted()
                .toArray();
        OptionalDouble median =
                errors.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(errors[errors.length / 2] / 1_000.0);
        return new ForecastQuality(recent.size(), held, median.orElse(Double.NaN));
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                PeriodicTask.every(EVERY, "learn-forecasts", "nothing is learnt of expected times", this::learn),
                PeriodicTask.every(PRUNED_EVERY, "prune-forecasts", "old forecasts stay", rows::prune));
    }

    /** Writes down what came of what was told, and learns from what all gateways wrote down. */
    void learn() {
        settle();
        synchronized (this) {
            for (KeptForecast kept : rows.after(learntTo)) {
                ranges.learn(kept.ended().told(), kept.ended().actual());
                recent.add(kept.ended());
                if (recent.size() > RECENT) {
                    recent.remove();
                }
                learntTo = kept.no();
            }
        }
    }

    private void settle() {
        List<UUID> all = List.copyOf(open.keySet());
        if (all.isEmpty()) {
            return;
        }
        Map<UUID, JobEnd> ends = rows.ends(all);
        long now = System.nanoTime();
        ends.forEach((job, end) -> {
            Map<Integer, ToldAt> told = open.remove(job);
            if (told != null && end.completedAgo() != null) {
                ended(told, now - end.completedAgo().toNanos()).forEach(rows::add);
            }
        });
        open.values()
                .removeIf(
                        told -> told.values().stream().allMatch(each -> now - each.nanos() > GIVEN_UP_AFTER.toNanos()));
    }

    private static List<EndedForecast> ended(Map<Integer, ToldAt> told, long completedAt) {
        List<EndedForecast> ended = new ArrayList<>();
        new HashMap<>(told).values().forEach(each -> {
            long actual = Duration.ofNanos(completedAt - each.nanos()).toMillis();
            if (actual >= 0) {
                ended.add(new EndedForecast(each.told(), Math.max(1, actual)));
            }
        });
        return ended;
    }
}
