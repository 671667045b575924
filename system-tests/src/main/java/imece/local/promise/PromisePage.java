package imece.local.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docs/tests.md}: its tables, in each line a promise and the tests that look at it in either run. */
record PromisePage(List<Row> rows) {

    /**
     * @param section the heading above its table
     * @param inTest what stands for it in {@code ./imece test}
     * @param inAll what {@code ./imece test --all} adds
     */
    record Row(String section, String promise, List<String> inTest, List<String> inAll) {}

    /** A line of any table, cell by cell. */
    record Line(String section, List<String> cells) {}

    private static final Pattern NAME = Pattern.compile("`([\\w.]+(?:#\\w+)?)`");

    /** The tables under headings; one before them is about the runs. */
    static PromisePage read(String page) {
        return new PromisePage(lines(page).stream()
                .filter(line -> !line.section().isEmpty() && line.cells().size() == 3)
                .map(line -> new Row(
                        line.section(),
                        line.cells().get(0),
                        names(line.cells().get(1)),
                        names(line.cells().get(2))))
                .toList());
    }

    /** The lines of all tables, without their heads. */
    static List<Line> lines(String page) {
        List<Line> found = new ArrayList<>();
        String section = "";
        List<String> all = page.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            String text = all.get(i);
            if (text.startsWith("## ")) {
                section = text.substring(3).strip();
            }
            boolean head = i + 1 < all.size() && all.get(i + 1).startsWith("|--");
            if (text.startsWith("| ") && !head) {
                found.add(new Line(section, cells(text)));
            }
        }
        return found;
    }

    static List<String> names(String cell) {
        Matcher names = NAME.matcher(cell);
        return names.results().map(name -> name.group(1)).toList();
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.stripTrailing().length() - 1);
        return Pattern.compile("\\|").splitAsStream(inner).map(String::strip).toList();
    }
}
