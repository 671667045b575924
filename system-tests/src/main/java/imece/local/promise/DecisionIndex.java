package imece.local.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must hold between the records of decisions and their index. The answer is a list of sentences. */
final class DecisionIndex {
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| \\[(\\d{4})]\\(([^)]+)\\) \\| (.+?) \\| \\d{4}-\\d{2}-\\d{2} \\| ((?:accepted|superseded by \\[\\d{4}]).*) \\|$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+\\.md)");

    private DecisionIndex() {}

    /**
     * What is wrong with the index.
     *
     * @param index the text of the page
     * @param headings the first line of each record, by the name of its file
     */
    static List<String> complaints(String index, Map<String, String> headings) {
        List<String> complaints = new ArrayList<>();
        Map<String, String> rows = ROW.matcher(index)
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(2), DecisionIndex::heading, (one, other) -> "two rows", TreeMap::new));
        headings.forEach((file, heading) -> {
            String row = rows.get(file);
            if (row == null) {
                complaints.add(file + " has no row with number, title, date and status in docs/decisions/README.md");
            } else if (!row.equals(heading)) {
                complaints.add("%s is headed '%s', and its row says '%s'".formatted(file, heading, row));
            }
        });
        LINK.matcher(index)
                .results()
                .map(link -> link.group(1))
                .distinct()
                .filter(file -> !headings.containsKey(file))
                .forEach(file -> complaints.add("docs/decisions/README.md names " + file + ", which is no record"));
        return complaints;
    }

    private static String heading(MatchResult row) {
        return "# " + row.group(1) + " " + row.group(3);
    }
}
