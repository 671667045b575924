package imece.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Figures in rows.
 *
 * @param title what was replayed
 * @param columns their heads; the first one names the row
 * @param rows as many cells as there are columns
 */
record FigureTable(String title, List<String> columns, List<List<String>> rows) {

    FigureTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** For a terminal: names to the left, figures to the right. */
    String text() {
        List<List<String>> all = new ArrayList<>(rows);
        all.addFirst(columns);
        List<Integer> widths = IntStream.range(0, columns.size())
                .mapToObj(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return "%n%s%n".formatted(title)
                + all.stream()
                        .map(row -> IntStream.range(0, columns.size())
                                .mapToObj(column -> padded(row.get(column), widths.get(column), column == 0))
                                .collect(Collectors.joining("  ", "  ", "")))
                        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private static String padded(String cell, int width, boolean left) {
        String blanks = " ".repeat(width - cell.length());
        return left ? cell + blanks : blanks + cell;
    }
}
