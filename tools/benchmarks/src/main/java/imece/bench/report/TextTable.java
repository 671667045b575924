package imece.bench.report;

import imece.bench.stats.Figure;
import imece.bench.stats.Result;
import imece.bench.stats.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** A result for the terminal. */
public final class TextTable {
    private TextTable() {}

    /** Title, a line per figure in columns, why goals are missed, notes; ends with a line break. */
    public static String of(Result result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(FigureCells.HEAD);
        for (Figure figure : result.figures()) {
            rows.add(FigureCells.row(figure));
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %s  (load %.1f to %.1f, %d s)%n",
                result.name(),
                result.title(),
                result.loadBefore(),
                result.loadAfter(),
                result.seconds()));
        columns(text, rows, column -> column == 0);
        for (Figure figure : result.figures()) {
            FigureCells.why(figure)
                    .ifPresent(why -> text.append("  ! ")
                            .append(figure.name())
                            .append(": ")
                            .append(why)
                            .append(".\n"));
        }
        result.notes().forEach(note -> text.append("  · ").append(note).append('\n'));
        for (Table table : result.tables()) {
            List<List<String>> lines = new ArrayList<>(List.of(table.head()));
            lines.addAll(table.rows());
            text.append("%n  %s%n".formatted(table.title()));
            columns(text, lines, column -> column > 1);
        }
        return text.toString();
    }

    private static void columns(StringBuilder text, List<List<String>> rows, IntPredicate fromTheLeft) {
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(' ')
                        .append(fromTheLeft.test(i) ? row.get(i) + gap : gap + row.get(i))
                        .append(' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }
}
