package imece.bench.stats;

import java.util.List;

/**
 * Something to be drawn.
 *
 * @param title one line
 * @param across the horizontal axis
 * @param up the vertical axis
 */
public record Plot(String title, Axis across, Axis up, List<Curve> curves) {

    public Plot {
        curves = List.copyOf(curves);
    }

    /** How values lie on an axis. */
    public enum Scale {
        /** Evenly, from 0. */
        LINEAR,
        /** By powers of ten; values above 0 only. */
        LOG,
        /** 50, 90, 99, 99.9 at equal distances; values from 0 to below 100. */
        PERCENTILE
    }

    /** An axis; the label names the unit. */
    public record Axis(String label, Scale scale) {}

    /** Some points, joined in this order. */
    public record Curve(String name, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** A place in the units of the axes. */
    public record Point(double x, double y) {}
}
