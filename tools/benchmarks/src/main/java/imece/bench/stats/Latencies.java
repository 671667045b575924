package imece.bench.stats;

import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Point;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times of many like events, from a microsecond to ten minutes, to three digits. For many threads. */
public final class Latencies {

    private static final long MOST_MICROS = 600_000_000L;
    private static final double[] SHOWN = {0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.95, 99.99};

    private final Histogram micros = new ConcurrentHistogram(1, MOST_MICROS, 3);

    /** Adds one event. What took less than a microsecond, or more than ten minutes, counts as that. */
    public void add(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1_000, 1L, MOST_MICROS));
    }

    /** Adds all of the others. */
    public void add(Latencies others) {
        micros.add(others.micros);
    }

    /** How many there are. */
    public long count() {
        return micros.getTotalCount();
    }

    /** Milliseconds below which so many percent lie; NaN if there are none. */
    public double millisAt(double percent) {
        return count() == 0 ? Double.NaN : micros.getValueAtPercentile(percent) / 1_000.0;
    }

    /** Milliseconds over percentiles, no further than there are events to tell them apart. */
    public Curve curve(String name) {
        List<Point> points = new ArrayList<>();
        for (double percent : SHOWN) {
            if (count() * (100 - percent) >= 100) {
                points.add(new Point(percent, millisAt(percent)));
            }
        }
        return new Curve(name, points);
    }
}
