package imece.bench.stats;

import java.util.List;

/**
 * What one benchmark found.
 *
 * @param name the word on the command line
 * @param title what it measures
 * @param loadBefore the machine's load of one minute when it began
 * @param loadAfter the same when it ended
 * @param seconds how long it took
 * @param notes what a reader must know beside the figures
 */
public record Result(
        String name,
        String title,
        double loadBefore,
        double loadAfter,
        long seconds,
        List<Figure> figures,
        List<String> notes,
        List<Plot> plots,
        List<Table> tables) {
    public Result {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
        plots = List.copyOf(plots);
        tables = List.copyOf(tables);
    }
}
