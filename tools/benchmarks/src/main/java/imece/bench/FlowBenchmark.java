package imece.bench;

import imece.bench.farm.Activity;
import imece.bench.farm.BenchVisitor;
import imece.bench.farm.LineFilling;
import imece.bench.farm.OwnFarm;
import imece.bench.farm.ProcessorUse;
import imece.bench.farm.Shape;
import imece.bench.floor.GuardedUpdateFloor;
import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.OpenLoop;
import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Axis;
import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Point;
import imece.bench.stats.Plot.Scale;
import imece.bench.stats.Spread;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How many jobs a second go through the whole farm if pictures cost nothing. */
final class FlowBenchmark implements Benchmark {
    private static final int SLOTS = 16;
    /** Submit, dispatch, started, completed. */
    private static final double WRITES_ON_PAPER = 4;

    private static final int STEADY = 120;

    /** Jobs that ended in each whole second since the first end. */
    private static final String PER_SECOND = """
            with ended as (select extract(epoch from finished_at)::bigint as second from jobs
                           where status = 'complete' and finished_at >= to_timestamp(?))
            select second - min(second) over (), count(*) from ended group by second order by second""";

    @Override
    public String name() {
        return "flow";
    }

    @Override
    public String title() {
        return "jobs per second from the line to the committed end, pictures cost nothing, " + SLOTS + " slots";
    }

    @Override
    public BenchOutcome measure(BenchServers benchServers) throws Exception {
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Curve> curves = new ArrayList<>();
        double updates = GuardedUpdateFloor.perSecond(
                benchServers.servers(), SLOTS, Duration.ofSeconds(benchServers.length(6, 1)));
        benchServers.say("floor: %.0f guarded updates per second".formatted(updates));
        try (OwnFarm farm = OwnFarm.withoutWorker(benchServers.servers(), "flow", new Shape(SLOTS, 0))) {
            BenchVisitor visitor = new BenchVisitor(farm.address());
            LineFilling line = LineFilling.of(farm, visitor);
            farm.startWorker();
            warmUp(benchServers, line);
            burnDown(benchServers, farm, line, updates, figures, notes, curves);
            steady(benchServers, farm, visitor, line, updates, figures, notes, curves);
        }
        notes.add(
                "Floors: guarded updates of single rows, as many as the machine makes; for the share, four of them per"
                        + " job.");
        notes.add("Each job's picture of 64 x 64 is uploaded and stored durably (two fsyncs); that is part of a job and"
                + " cannot be left out.");
        Plot plot = new Plot(
                "Jobs that ended, second by second",
                new Axis("s", Scale.LINEAR),
                new Axis("jobs per second", Scale.LINEAR),
                curves);
        return new BenchOutcome(figures, notes, List.of(plot));
    }

    private static void warmUp(BenchServers benchServers, LineFilling line) throws Exception {
        line.add(benchServers.length(1_000, 100));
        line.awaitEmpty(Duration.ofMillis(250), Duration.ofMinutes(3));
        benchServers.say("warm");
    }

    private static void burnDown(
            BenchServers benchServers,
            OwnFarm farm,
            LineFilling line,
            double updates,
            List<Figure> figures,
            List<String> notes,
            List<Curve> curves)
            throws Exception {
        int jobs = benchServers.length(20_000, 300);
        Activity.forgetStatements(line.connection());
        double begin = now(line.connection());
        line.add(jobs);
        ProcessorUse processorUse = farm.use();
        line.awaitEmpty(Duration.ofSeconds(1), Duration.ofMinutes(8));
        Map<String, Double> busy = processorUse.busy();
        String busiest =
                processorUse.busiest(5).stream().map(FlowBenchmark::share).collect(Collectors.joining(", "));
        List<Point> seconds = seconds(line.connection(), begin);
        double took = last(line.connection()) - begin;
        benchServers.say("burnt down %d jobs in %.1f s".formatted(jobs, took));
        figures.add(Figure.beside(
                "burn-down of %,d jobs".formatted(jobs),
                "per second",
                rates(seconds, jobs / took),
                Spread.once(updates),
                null));
        busy.forEach((name, processors) ->
                figures.add(Figure.told("burn-down: " + name, "processors", Spread.once(processors))));
        notes.add("Burn-down, busiest threads (share of one processor): " + busiest + ".");
        for (String statement : Activity.dearest(line.connection(), 4)) {
            notes.add("Burn-down, PostgreSQL: " + statement + ".");
        }
        curves.add(new Curve("burn-down", seconds));
    }

    private static void steady(
            BenchServers benchServers,
            OwnFarm farm,
            BenchVisitor visitor,
            LineFilling line,
            double updates,
            List<Figure> figures,
            List<String> notes,
            List<Curve> curves)
            throws Exception {
        int rate = benchServers.length(STEADY, 20);
        Duration length = Duration.ofSeconds(benchServers.length(120, 4));
        double begin = now(line.connection());
        ProcessorUse processorUse = farm.use();
        AtomicInteger refused = new AtomicInteger();
        int arrivals = OpenLoop.run(rate, length, intended -> {
            try {
                visitor.submit(1);
            } catch (BenchVisitor.FarmBusy e) {
                refused.incrementAndGet();
            } catch (IOException e) {
                throw new IllegalStateException("A submit of the bench failed.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        double share = 100
                * processorUse.busy().values().stream().mapToDouble(d -> d).sum()
                / Runtime.getRuntime().availableProcessors();
        double done = endedUntil(line.connection(), begin, begin + length.toSeconds());
        line.awaitEmpty(Duration.ofMillis(250), Duration.ofMinutes(5));
        double late = last(line.connection()) - begin - length.toSeconds();
        benchServers.say(
                "steady %d/s: %.1f/s, %.0f %% of the machine".formatted(rate, done / length.toSeconds(), share));
        String name = "steady %d/s for %d s: ".formatted(rate, length.toSeconds());
        String cost = ("%.1f ms of a processor went into each job that ended meanwhile, spread over four processes, and"
                        + " there are %d processors")
                .formatted(
                        10 * share * Runtime.getRuntime().availableProcessors() * length.toSeconds() / done,
                        Runtime.getRuntime().availableProcessors());
        figures.add(Figure.beside(
                        name + "done meanwhile",
                        "per second",
                        Spread.once(done / length.toSeconds()),
                        Spread.once(updates),
                        new Goal.AtLeast(0.99 * rate))
                .because(cost));
        figures.add(Figure.beside(
                        name + "the farm's and its servers' share",
                        "% of the machine",
                        Spread.once(share),
                        Spread.once(100 * rate * WRITES_ON_PAPER / updates),
                        new Goal.AtMost(50))
                .because(cost));
        notes.add(String.format(
                Locale.ROOT,
                "Steady: %,d submits, of which %,d were refused with 503, since more came in than could be taken; the last"
                        + " job ended %.1f s after the last submit.",
                arrivals,
                refused.get(),
                late));
        curves.add(new Curve("steady " + rate + "/s", seconds(line.connection(), begin)));
    }

    /** Spread over the whole seconds in the middle; the median is that of the whole. */
    private static Spread rates(List<Point> seconds, double whole) {
        List<Double> inner = seconds.size() < 4
                ? List.of(whole)
                : seconds.subList(1, seconds.size() - 1).stream().map(Point::y).toList();
        Spread spread = Spread.of(inner);
        return new Spread(whole, Math.min(whole, spread.least()), Math.max(whole, spread.most()), spread.rounds());
    }

    private static String share(Map.Entry<String, Double> thread) {
        return String.format(Locale.ROOT, "%s %.2f", thread.getKey(), thread.getValue());
    }

    private static List<Point> seconds(Connection connection, double since) throws SQLException {
        List<Point> points = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PER_SECOND)) {
            statement.setDouble(1, since);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    points.add(new Point(rows.getDouble(1), rows.getDouble(2)));
                }
            }
        }
        return points;
    }

    private static double endedUntil(Connection connection, double since, double until) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) from jobs where finished_at >= to_timestamp(?) and finished_at <= to_timestamp(?)")) {
            statement.setDouble(1, since);
            statement.setDouble(2, until);
            return number(statement.executeQuery());
        }
    }

    private static double now(Connection connection) throws SQLException {
        return ask(connection, "select extract(epoch from clock_timestamp())");
    }

    private static double last(Connection connection) throws SQLException {
        return ask(connection, "select extract(epoch from max(finished_at)) from jobs");
    }

    private static double ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return number(statement.executeQuery(sql));
        }
    }

    private static double number(ResultSet rows) throws SQLException {
        try (rows) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
