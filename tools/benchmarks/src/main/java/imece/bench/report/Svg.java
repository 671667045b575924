package imece.bench.report;

import imece.bench.stats.Plot;
import imece.bench.stats.Plot.Curve;
import imece.bench.stats.Plot.Point;
import java.util.List;
import java.util.Locale;

/** Draws a plot as an SVG file that is legible on light and dark pages. */
public final class Svg {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 66;
    private static final int BOTTOM = 52;
    private static final int LEGEND_LINE = 44;
    private static final int LETTER = 7;
    private static final List<String> COLORS =
            List.of("#1f6feb", "#d29922", "#2da44e", "#bf4b8a", "#8250df", "#57606a");

    private Svg() {}

    /** The whole file. */
    public static String of(Plot plot) {
        Ticks across = Ticks.of(plot.across().scale(), xs(plot));
        Ticks up = Ticks.of(plot.up().scale(), ys(plot));
        StringBuilder svg = new StringBuilder();
        svg.append("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
            <rect width="100%%" height="100%%" fill="#ffffff"/>
            <text x="%d" y="22" font-size="15" fill="#1f2328">%s</text>
            """.formatted(WIDTH, HEIGHT, LEFT, text(plot.title())));
        for (Ticks.Tick tick : across.ticks()) {
            double x = x(tick.at());
            line(svg, x, TOP, x, HEIGHT - BOTTOM);
            label(svg, x, HEIGHT - BOTTOM + 18, "middle", tick.label());
        }
        for (Ticks.Tick tick : up.ticks()) {
            double y = y(tick.at());
            line(svg, LEFT, y, WIDTH - RIGHT, y);
            label(svg, LEFT - 8, y + 4, "end", tick.label());
        }
        label(
                svg,
                LEFT + (WIDTH - LEFT - RIGHT) / 2.0,
                HEIGHT - 12,
                "middle",
                plot.across().label());
        svg.append(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#57606a\">%s</text>%n"
                        .formatted(
                                TOP + (HEIGHT - TOP - BOTTOM) / 2,
                                text(plot.up().label())));
        curves(svg, plot.curves(), across, up);
        return svg.append("</svg>\n").toString();
    }

    private static void curves(StringBuilder svg, List<Curve> curves, Ticks across, Ticks up) {
        int legend = LEFT;
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            String color = COLORS.get(i % COLORS.size());
            StringBuilder points = new StringBuilder();
            for (Point point : curve.points()) {
                double x = x(across.place(point.x()));
                double y = y(up.place(point.y()));
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                svg.append(String.format(
                        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n", x, y, color));
            }
            svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
                    .formatted(points.toString().strip(), color));
            svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
                    .formatted(legend, LEGEND_LINE, color, text(curve.name())));
            legend += LETTER * curve.name().length() + 16;
        }
    }

    private static double x(double place) {
        return LEFT + place * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double place) {
        return HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM);
    }

    private static List<Double> xs(Plot plot) {
        return plot.curves().stream()
                .flatMap(c -> c.points().stream())
                .map(Point::x)
                .toList();
    }

    private static List<Double> ys(Plot plot) {
        return plot.curves().stream()
                .flatMap(c -> c.points().stream())
                .map(Point::y)
                .toList();
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#d8dee4\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void label(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#57606a\">%s</text>%n",
                x,
                y,
                anchor,
                text(words)));
    }

    private static String text(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
