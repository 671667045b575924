package imece.bench.report;

import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Axis;
import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Point;
import imece.bench.stats.Plot.Scale;
import imece.bench.stats.Result;
import imece.bench.stats.Spread;
import imece.bench.stats.Table;
import java.time.Instant;
import java.util.List;

/** A report in which everything occurs. */
final class Samples {
    static final Plot PLOT = new Plot(
            "Times & <more>",
            new Axis("percentile", Scale.PERCENTILE),
            new Axis("ms", Scale.LOG),
            List.of(
                    new Curve("farm", List.of(new Point(50, 12), new Point(99, 180))),
                    new Curve("floor", List.of(new Point(50, 3), new Point(99, Double.NaN)))));

    static final Result RESULT = new Result(
            "gap",
            "between two jobs",
            0.5,
            1.25,
            61,
            List.of(
                    Figure.beside(
                            "median gap", "ms", new Spread(7, 6.5, 8.25, 5), Spread.once(3.5), new Goal.TimesFloor(2)),
                    Figure.judged("idle", "%", Spread.once(0.61), new Goal.AtMost(0.5))
                            .because("it waits"),
                    Figure.judged("done", "per second", Spread.once(120), new Goal.AtLeast(118.8))
                            .because("it is kept, so that nobody asks"),
                    Figure.told("nothing", "ms", Spread.once(Double.NaN))),
            List.of("A note."),
            List.of(PLOT),
            List.of(new Table("Some words", List.of("", "word"), List.of(List.of("1", "one")))));

    static final BenchReport REPORT = new BenchReport(
            Instant.parse("2026-11-23T21:00:00Z"),
            false,
            new Machine("Linux 6", 2, 24_000, "Java 25", "18.6", "3.10.8"),
            List.of(RESULT));

    private Samples() {}
}
