package imece.bench.stats;

import java.util.List;

/**
 * Something to be listed.
 *
 * @param title one line
 * @param rows cells, as many as the head has
 */
public record Table(String title, List<String> head, List<List<String>> rows) {
    public Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }
}
