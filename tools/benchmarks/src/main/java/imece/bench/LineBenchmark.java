package imece.bench;

import imece.bench.farm.Activity;
import imece.bench.farm.BenchVisitor;
import imece.bench.farm.Crowd;
import imece.bench.farm.LineFilling;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.Probe;
import imece.bench.farm.ProcessorUse;
import imece.bench.farm.Shape;
import imece.bench.floor.LineQueries;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Latencies;
import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Axis;
import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Point;
import imece.bench.stats.Plot.Scale;
import imece.bench.stats.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a long line costs, and how fresh the places in it are. */
final class LineBenchmark implements Benchmark {
    /** With what lies between two jobs about ten starts a second. */
    private static final String OWN_DOINGS =
            "ten jobs a second cost most of this by themselves, from dispatch to end, as the"
                    + " shortest line shows; to that come the readings of places, and a frame for each page that watches";

    private static final String ALL_MOVE =
            "each start moves every job of everybody who watches, the whole line here: reading,"
                    + " comparing and telling that takes longer";
    private static final int MILLIS = 90;

    private static final int LONG = 100_000;
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final double UNDER_WAY_MILLIS = 2_000;

    @Override
    public String name() {
        return "line";
    }

    @Override
    public String title() {
        return "what a long line costs at ten starts per second, and how old the places are that people see";
    }

    /** One length of the line with so many watchers. */
    private record Cell(int waiting, int watchers) {
        String words() {
            return String.format(Locale.ROOT, "%,d waiting, %,d watching: ", waiting, watchers);
        }
    }

    /** Curves by name, in the order in which they begin. */
    private record Drawing(Map<String, List<Point>> points) {
        void add(String curve, double x, double y) {
            points.computeIfAbsent(curve, name -> new ArrayList<>()).add(new Point(x, y));
        }

        List<Curve> curves() {
            return points.entrySet().stream()
                    .map(each -> new Curve(each.getKey(), each.getValue()))
                    .toList();
        }
    }

    @Override
    public BenchOutcome measure(BenchServers benchServers) throws Exception {
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Drawing age = new Drawing(new LinkedHashMap<>());
        Drawing cost = new Drawing(new LinkedHashMap<>());
        try (OwnFarm farm = OwnFarm.withoutWorker(benchServers.servers(), "line", new Shape(1, MILLIS))) {
            LineFilling line = LineFilling.of(farm, new BenchVisitor(farm.address()));
            Crowd crowd = Crowd.gather(farm, line, benchServers.length(1_000, 20));
            farm.startWorker();
            for (Cell cell : cells(benchServers, crowd.size())) {
                measure(benchServers, farm, line, crowd, cell, figures, age, cost);
            }
            Activity.dearest(line.connection(), 5)
                    .forEach(statement -> notes.add("PostgreSQL, the longest line with watchers: " + statement + "."));
        }
        notes.add("CPU is that of gateway and PostgreSQL together, all of the jobs' own doings included: dispatch,"
                + " started, progress, completed. The shortest line shows how much of it has nothing to do with"
                + " length.");
        notes.add("Age: from the moment at which the row says that a job ahead started to the first frame that knew of"
                + " it, as seen by one visitor at the end of the line, who is there also where nobody else"
                + " watches.");
        notes.add("Floors: one `count(*)` for one job's place; one window query for everybody's; for their age, one"
                + " such query; for the CPU, one for each start.");
        return new BenchOutcome(
                figures,
                notes,
                List.of(
                        new Plot(
                                "Age of the places that people see, p99",
                                new Axis("jobs waiting", Scale.LOG),
                                new Axis("ms", Scale.LOG),
                                age.curves()),
                        new Plot(
                                "What ten starts per second cost",
                                new Axis("jobs waiting", Scale.LOG),
                                new Axis("% of a core, gateway and PostgreSQL", Scale.LINEAR),
                                cost.curves())));
    }

    private static List<Cell> cells(BenchServers benchServers, int watchers) {
        return switch (benchServers.extent()) {
            case QUICK -> List.of(new Cell(200, 0), new Cell(1_000, watchers));
            case WHOLE ->
                List.of(
                        new Cell(200, 0),
                        new Cell(1_000, 0),
                        new Cell(1_000, watchers),
                        new Cell(10_000, 0),
                        new Cell(10_000, watchers),
                        new Cell(LONG, 0),
                        new Cell(LONG, watchers));
        };
    }

    private static void measure(
            BenchServers benchServers,
            OwnFarm farm,
            LineFilling line,
            Crowd crowd,
            Cell cell,
            List<Figure> figures,
            Drawing age,
            Drawing cost)
            throws Exception {
        line.addUpTo(cell.waiting());
        BenchVisitor visitor = new BenchVisitor(farm.address());
        try (Crowd.WatchingCrowd watching = crowd.watch(line, cell.watchers());
                Probe probe = new Probe(visitor)) {
            Thread.sleep(SETTLED);
            Activity.forgetStatements(line.connection());
            double from = Probe.now();
            ProcessorUse processorUse = farm.use();
            Thread.sleep(Duration.ofSeconds(benchServers.length(9, 5)));
            Map<String, Double> busy = processorUse.busy();
            Probe.PlacesSeen seen = probe.between(line.connection(), from, Probe.now() - UNDER_WAY_MILLIS);
            double percent = 100 * (busy.getOrDefault("gateway", 0.0) + busy.getOrDefault("PostgreSQL", 0.0));
            double starts = seen.starts() / (double) benchServers.length(9, 5);
            double p99 = seen.ages().millisAt(99);
            benchServers.say("%s%.1f starts/s, %.1f %% of a core, places %.0f ms old at p99"
                    .formatted(cell.words(), starts, percent, p99));
            String words = cell.words();
            figures.add(Figure.told(words + "starts", "per second", Spread.once(starts)));
            double window = LineQueries.window(line.connection(), 3).millisAt(50);
            figures.add(Figure.beside(
                            words + "CPU of gateway and PostgreSQL",
                            "% of a core",
                            Spread.once(percent),
                            Spread.once(100 * starts * window / 1_000),
                            new Goal.AtMost(5))
                    .because(OWN_DOINGS));
            figures.add(Figure.beside(
                            words + "age of places, p99",
                            "ms",
                            Spread.once(p99),
                            Spread.once(window),
                            new Goal.AtMost(cell.waiting() >= LONG ? 1_500 : 500))
                    .because(ALL_MOVE));
            if (watching.lost() > 0) {
                figures.add(Figure.told(words + "feeds that were ended", "", Spread.once((double) watching.lost())));
            }
            String curve = cell.watchers() == 0 ? "nobody else watching" : cell.watchers() + " watching";
            age.add(curve, cell.waiting(), p99);
            cost.add(curve, cell.waiting(), percent);
            if (cell.watchers() == 0) {
                ends(benchServers, line, visitor, words, figures);
            }
        }
    }

    /** Submits and cancels at the end of the line, beside the two plain queries. */
    private static void ends(
            BenchServers benchServers, LineFilling line, BenchVisitor visitor, String words, List<Figure> figures)
            throws Exception {
        Latencies submits = new Latencies();
        Latencies cancels = new Latencies();
        for (int i = 0; i < benchServers.length(25, 8); i++) {
            long begin = System.nanoTime();
            String job = visitor.submit(1).getFirst();
            long submitted = System.nanoTime();
            visitor.cancel(job);
            submits.add(submitted - begin);
            cancels.add(System.nanoTime() - submitted);
        }
        Spread count = Spread.once(LineQueries.count(line.connection(), 5).millisAt(50));
        Spread window = Spread.once(LineQueries.window(line.connection(), 3).millisAt(50));
        figures.add(
                Figure.beside(words + "submit, beside a count", "ms", Spread.once(submits.millisAt(50)), count, null));
        figures.add(Figure.beside(
                words + "cancel, beside a window query", "ms", Spread.once(cancels.millisAt(50)), window, null));
    }
}
