package imece.bench.report;

import imece.bench.stats.Plot.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Where values lie on an axis, 0 at its begin and 1 at its end, and what is written beside it.
 *
 * @param unrolled makes equal distances of the scale's own
 */
record Ticks(double from, double to, DoubleUnaryOperator unrolled, List<Tick> ticks) {

    /** A label at a place from 0 to 1. */
    record Tick(double at, String label) {}

    static Ticks of(Scale scale, List<Double> values) {
        List<Double> real = values.stream().filter(value -> !value.isNaN()).toList();
        double least = real.stream().mapToDouble(v -> v).min().orElse(0);
        double most = real.stream().mapToDouble(v -> v).max().orElse(1);
        return switch (scale) {
            case LINEAR -> linear(Math.max(most, 1e-9));
            case LOG -> log(Math.max(least, 1e-6), Math.max(most, 1e-6));
            case PERCENTILE -> percentile(most);
        };
    }

    /** A value's place; what does not fit on the scale lies at its begin. */
    double place(double value) {
        double at = (unrolled.applyAsDouble(value) - from) / (to - from);
        return Double.isFinite(at) ? Math.clamp(at, 0.0, 1.0) : 0;
    }

    private static Ticks linear(double most) {
        double step = Math.pow(10, Math.floor(Math.log10(most)));
        step = most / step < 2 ? step / 5 : most / step < 5 ? step / 2 : step;
        double end = Math.ceil(most / step) * step;
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end * 1.0001; i++) {
            ticks.add(new Tick(i * step / end, FigureCells.number(i * step)));
        }
        return new Ticks(0, end, v -> v, ticks);
    }

    private static Ticks log(double least, double most) {
        double from = Math.floor(Math.log10(least));
        double to = Math.max(from + 1, Math.ceil(Math.log10(most)));
        List<Tick> ticks = new ArrayList<>();
        for (double power = from; power <= to; power++) {
            ticks.add(new Tick((power - from) / (to - from), FigureCells.number(Math.pow(10, power))));
        }
        return new Ticks(from, to, Math::log10, ticks);
    }

    private static Ticks percentile(double most) {
        double to = Math.max(1, nines(most));
        List<Tick> ticks = new ArrayList<>();
        for (double percent : new double[] {0, 50, 90, 99, 99.9, 99.99}) {
            if (nines(percent) <= to + 1e-9) {
                ticks.add(new Tick(nines(percent) / to, FigureCells.number(percent) + " %"));
            }
        }
        return new Ticks(0, to, Ticks::nines, ticks);
    }

    private static double nines(double percent) {
        return -Math.log10(1 - percent / 100);
    }
}
