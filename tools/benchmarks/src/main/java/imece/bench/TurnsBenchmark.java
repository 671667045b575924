package imece.bench;

import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Spread;
import imece.bench.turns.LoneJob;
import imece.bench.turns.SharedSlot;
import imece.bench.turns.SharedSlot.RangesHeld;
import imece.bench.turns.TurnBurst;
import imece.bench.turns.TurnBurst.BurstEnd;
import imece.bench.turns.TurnTimes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Whose turn it is, on a real farm. Its farms mostly wait for a clock, so that two of them are measured at once. */
final class TurnsBenchmark implements Benchmark {
    /** The word on the command line. */
    static final String NAME = "turns";

    private static final int FARMS_AT_ONCE = 2;
    private static final long SEED = 18;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "how often slots load while many jobs wait, how long a single one waits behind them, and how true"
                + " expected times are";
    }

    @Override
    public BenchOutcome measure(BenchServers benchServers) throws Exception {
        TurnTimes times = new TurnTimes(
                benchServers.length(3_000, 300),
                benchServers.length(5, 1),
                benchServers.length(80, 12),
                benchServers.length(500, 24),
                benchServers.length(5, 1));
        try (ExecutorService farms = Executors.newFixedThreadPool(FARMS_AT_ONCE)) {
            Future<List<RangesHeld>> ranges = farms.submit(() -> ranges(benchServers, times));
            Future<List<Double>> lone = farms.submit(() -> lone(benchServers, times));
            List<Future<BurstEnd>> one = new ArrayList<>();
            List<Future<BurstEnd>> four = new ArrayList<>();
            for (int i = 0; i < times.draws(); i++) {
                one.add(draw(farms, benchServers, new TurnBurst(times, 1, SEED + i)));
                four.add(draw(farms, benchServers, new TurnBurst(times, 4, SEED + i)));
            }
            List<Figure> figures = new ArrayList<>();
            figures.addAll(figures("one owner", ends(one), 14, 27));
            figures.addAll(figures("four owners", ends(four), 5, 11));
            List<BurstEnd> both = new ArrayList<>(ends(one));
            both.addAll(ends(four));
            figures.add(idle(both));
            figures.add(Figure.judged(
                    "one job behind %d of another: the longest to its picture".formatted(times.line()),
                    "s",
                    longest(lone.get()),
                    new Goal.AtMost(2 * times.runMillis() / 1_000.0 + 60)));
            figures.add(Figure.judged(
                    "three lanes on one slot: ranges that held, of ten",
                    "",
                    Spread.of(ranges.get().stream().map(RangesHeld::ofTen).toList()),
                    new Goal.AtLeast(8)));
            List<Double> ratios = ranges.get().stream()
                    .flatMap(round -> round.ratios().stream())
                    .toList();
            if (!ratios.isEmpty()) {
                figures.add(Figure.told("three lanes on one slot: high / low of a range", "", Spread.of(ratios)));
            }
            return new BenchOutcome(figures, notes(times), List.of());
        }
    }

    private static Future<BurstEnd> draw(ExecutorService farms, BenchServers benchServers, TurnBurst burst) {
        return farms.submit(() -> {
            BurstEnd end = burst.measure(benchServers.servers());
            benchServers.say(
                    "owners %d, seed %d: %d changes with nothing learnt, %d with run times known, %d by who came first; idle %s ms"
                            .formatted(
                                    burst.owners(), burst.seed(), end.unknown(), end.known(), end.fifo(), end.idle()));
            return end;
        });
    }

    private static List<BurstEnd> ends(List<Future<BurstEnd>> draws) throws Exception {
        List<BurstEnd> ends = new ArrayList<>();
        for (Future<BurstEnd> each : draws) {
            ends.add(each.get());
        }
        return ends;
    }

    private static List<RangesHeld> ranges(BenchServers benchServers, TurnTimes times) throws Exception {
        List<RangesHeld> ranges = new SharedSlot(times, SEED).measure(benchServers.servers());
        benchServers.say("three lanes on one slot, ranges that held: " + ranges);
        return ranges;
    }

    private static List<Double> lone(BenchServers benchServers, TurnTimes times) throws Exception {
        List<Double> seconds = new LoneJob(times, SEED).measure(benchServers.servers());
        benchServers.say("one job behind a long line, seconds to its picture: " + seconds);
        return seconds;
    }

    private static List<Figure> figures(String owners, List<BurstEnd> ends, int known, int unknown) {
        Spread fifo = mean(ends, BurstEnd::fifo);
        return List.of(
                new Figure(
                        owners + ", run times known: changes, mean",
                        "",
                        mean(ends, BurstEnd::known),
                        fifo,
                        new Goal.AtMost(known),
                        null),
                new Figure(
                        owners + ", nothing learnt: changes, mean",
                        "",
                        mean(ends, BurstEnd::unknown),
                        fifo,
                        new Goal.AtMost(unknown),
                        null));
    }

    private static Figure idle(Collection<BurstEnd> ends) {
        List<Double> idle = ends.stream()
                .flatMap(end -> end.idle().stream())
                .map(Long::doubleValue)
                .toList();
        return Figure.judged(
                "GPU idle between runs of different lanes, without the load: median of all",
                "ms",
                idle.isEmpty() ? Spread.once(Double.NaN) : Spread.of(idle),
                new Goal.AtMost(50));
    }

    private static Spread mean(Collection<BurstEnd> ends, ToLongFunction<BurstEnd> count) {
        LongStream counts = ends.stream().mapToLong(count);
        var all = counts.summaryStatistics();
        return new Spread(all.getAverage(), all.getMin(), all.getMax(), ends.size());
    }

    private static Spread longest(List<Double> seconds) {
        Spread all = Spread.of(seconds);
        return new Spread(all.most(), all.least(), all.most(), all.rounds());
    }

    private static List<String> notes(TurnTimes times) {
        return List.of(
                "%d draws of %d jobs over four checkpoints on two slots of one worker, runs and loads of %.1f s. The jobs are asked for one after the other, each by the next owner; each owner is a key."
                        .formatted(times.draws(), times.burst(), times.runMillis() / 1_000.0),
                "A change is a load, but for the first of each slot. The floor is no floor here: so many changes the same draw has if one slot after the other takes the next job.",
                "Nothing learnt: a fresh database. Run times known: the same jobs of new keys on the same farm, after its worker was started again, so that nothing is loaded.",
                "Idle: from the moment at which a GPU is done with a picture to the start of the next one on it, both as the worker tells them.",
                "One job behind many: of a new key and a drawn checkpoint, asked for while hundreds wait, one after the other. Ranges: of jobs of new keys, asked once of the API while they wait, after runs of each checkpoint.");
    }
}
