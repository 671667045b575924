package imece.bench.report;

import imece.bench.stats.Figure;
import imece.bench.stats.Goal;
import imece.bench.stats.GoalResult;
import imece.bench.stats.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A figure as the cells of a row. */
final class FigureCells {
    static final List<String> HEAD = List.of("figure", "farm", "least … most", "floor", "farm / floor", "goal", "");

    private FigureCells() {}

    static List<String> row(Figure figure) {
        Spread farm = figure.farm();
        Spread floor = figure.floor();
        Double ratio = figure.ratio();
        return List.of(
                figure.name(),
                number(farm.median()) + " " + figure.unit(),
                farm.rounds() == 1 ? "" : number(farm.least()) + " … " + number(farm.most()),
                floor == null ? "" : number(floor.median()) + " " + figure.unit(),
                ratio == null ? "" : number(ratio),
                goal(figure),
                switch (figure.verdict()) {
                    case KEPT -> "kept";
                    case MISSED -> missed(figure);
                    case NO_GOAL -> "";
                });
    }

    private static String missed(Figure figure) {
        double by = figure.missedBy();
        return Double.isFinite(by) ? "MISSED by %d %%".formatted(Math.max(1, Math.round(100 * by))) : "MISSED";
    }

    /** Why its goal is missed; empty if it is not, or nothing is known. */
    static Optional<String> why(Figure figure) {
        return figure.verdict() == GoalResult.MISSED ? Optional.ofNullable(figure.obstacle()) : Optional.empty();
    }

    private static String goal(Figure figure) {
        Goal goal = figure.goal();
        if (goal == null) {
            return "";
        }
        return switch (goal) {
            case Goal.AtMost most -> "≤ " + number(most.limit()) + " " + figure.unit();
            case Goal.AtLeast least -> "≥ " + number(least.limit()) + " " + figure.unit();
            case Goal.TimesFloor times -> "≤ " + number(times.limit()) + " × floor";
        };
    }

    /** Three digits that matter; whole from 100 on. */
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value)) {
            return "none";
        }
        if (value == Math.rint(value) || size >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        int digits = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
