package imece.simulator;

import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Axis;
import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Point;
import imece.bench.stats.Plot.Scale;
import java.util.List;
import java.util.stream.DoubleStream;

/** How long who waits, over all percentiles: a curve for each policy. */
final class WaitPlot {

    private static final double[] PERCENTS = {10, 25, 40, 50, 60, 70, 80, 85, 90, 93, 95, 97, 98, 99, 99.5, 99.8, 99.9};

    private WaitPlot() {}

    static Plot of(String title, List<Replays.Replayed> replayed) {
        return new Plot(
                title,
                new Axis("percentile of all jobs", Scale.PERCENTILE),
                new Axis("wait for a GPU, s", Scale.LOG),
                replayed.stream()
                        .map(each -> curve(each.policy().word(), WaitFigures.waits(each.jobs(), job -> true)))
                        .toList());
    }

    private static Curve curve(String name, long[] waits) {
        return new Curve(
                name,
                DoubleStream.of(PERCENTS)
                        .mapToObj(percent ->
                                new Point(percent, Math.max(0.1, WaitFigures.percentile(waits, percent) / 1000.0)))
                        .toList());
    }
}
