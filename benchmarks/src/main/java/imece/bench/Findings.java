package imece.bench;

import imece.bench.stats.Figure;
import imece.bench.stats.Plot;
import java.util.List;

/** What a benchmark hands back. */
record Findings(List<Figure> figures, List<String> notes, List<Plot> plots) {
    Findings {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
        plots = List.copyOf(plots);
    }
}
