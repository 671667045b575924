package imece.bench;

import imece.bench.stats.Figure;
import imece.bench.stats.Plot;
import imece.bench.stats.Table;
import java.util.List;

/** What a benchmark hands back. */
record BenchOutcome(List<Figure> figures, List<String> notes, List<Plot> plots, List<Table> tables) {
    BenchOutcome {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
        plots = List.copyOf(plots);
        tables = List.copyOf(tables);
    }

    /** Without a list of anything. */
    BenchOutcome(List<Figure> figures, List<String> notes, List<Plot> plots) {
        this(figures, notes, plots, List.of());
    }
}
