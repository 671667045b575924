package imece.local.promise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold between the glossary and the sources. Each answer is a list of sentences.
 *
 * @param rows its words
 */
record Glossary(List<Row> rows) {
    private static final int COLUMNS = 6;
    private static final Pattern NAME = Pattern.compile("`([^`\n]+)`");
    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'" + "|/\\*.*?\\*/|//[^\n]*",
            Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) ([A-Z]\\w*)");
    private static final Pattern CASE =
            Pattern.compile("\\b(?:class|record|enum) ([A-Z]\\w*)[^{;]*?\\bimplements ([A-Z]\\w*)[^{;]*\\{");
    private static final Pattern SEALED = Pattern.compile("\\bsealed interface ([A-Z]\\w*)");

    /**
     * A word.
     *
     * @param code the types that bear it
     * @param wire what another process or a row calls it
     * @param formerly names that are gone
     * @param whose {@code field} or {@code own}
     */
    record Row(String word, List<String> code, List<String> wire, List<String> formerly, String whose) {}

    /** The words of this page. */
    static Glossary of(String page) {
        return new Glossary(page.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(1).split("\\|"))
                .filter(cells -> cells.length == COLUMNS && !cells[0].strip().equals("word"))
                .map(cells ->
                        new Row(cells[0].strip(), names(cells[2]), names(cells[3]), names(cells[4]), cells[5].strip()))
                .toList());
    }

    private static List<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
    }

    /**
     * Types that the glossary names and that are not there, and words of the wire that nothing writes or reads.
     *
     * @param sources the main sources, by path
     */
    List<String> unknown(Map<String, String> sources) {
        Set<String> types = sources.values().stream()
                .flatMap(source -> TYPE.matcher(source).results())
                .map(type -> type.group(1))
                .collect(Collectors.toSet());
        String said = sources.values().stream()
                .flatMap(source -> NO_CODE.matcher(source).results())
                .map(MatchResult::group)
                .filter(text -> text.startsWith("\""))
                .collect(Collectors.joining("\n"));
        List<String> complaints = new ArrayList<>();
        for (Row row : rows) {
            row.code().stream()
                    .filter(type -> !types.contains(type))
                    .forEach(type -> complaints.add("%s: there is no %s".formatted(row.word(), type)));
            row.wire().stream()
                    .filter(word ->
                            !Pattern.compile("\\b" + word + "\\b").matcher(said).find())
                    .forEach(word -> complaints.add("%s: nothing says %s".formatted(row.word(), word)));
        }
        return complaints;
    }

    /**
     * Words that are gone, where they are back: in the code, or as a name on a page.
     *
     * @param code sources, by path; what they say in quotes and comments is not looked at
     * @param pages Markdown, by path
     */
    List<String> back(Map<String, String> code, Map<String, String> pages) {
        Map<String, String> texts = new TreeMap<>();
        code.forEach((file, text) -> texts.put(file, NO_CODE.matcher(text).replaceAll("\"\"")));
        pages.forEach((page, text) -> texts.put(page, String.join("\n", names(text))));
        List<String> complaints = new ArrayList<>();
        for (Row row : rows) {
            for (String word : row.formerly()) {
                Pattern whole = Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])");
                texts.forEach((file, text) -> {
                    if (whole.matcher(text).find()) {
                        complaints.add("%s says %s, which is %s now".formatted(file, word, row.word()));
                    }
                });
            }
        }
        return complaints;
    }

    /**
     * Names that more than one type bears: top-level ones, and nested ones that another file uses. A case of a sealed type is
     * always named with that type and may be called like another's.
     *
     * @param sources main sources in Java, by path
     */
    static List<String> doubled(Map<String, String> sources) {
        Map<String, String> code = new TreeMap<>();
        sources.forEach((file, text) -> code.put(file, NO_CODE.matcher(text).replaceAll("\"\"")));
        Map<String, Set<String>> homes = new TreeMap<>();
        code.forEach((file, text) -> {
            String top = file.replaceAll(".*/|\\.java$", "");
            Set<String> sealed =
                    SEALED.matcher(text).results().map(one -> one.group(1)).collect(Collectors.toSet());
            Set<String> cases = CASE.matcher(text)
                    .results()
                    .filter(one -> sealed.contains(one.group(2)))
                    .map(one -> one.group(1))
                    .collect(Collectors.toSet());
            TYPE.matcher(text).results().map(type -> type.group(1)).forEach(type -> {
                boolean counts =
                        type.equals(top) || (!cases.contains(type) && isUsedOutside(code, file, top + "." + type));
                if (counts) {
                    homes.computeIfAbsent(type, first -> new TreeSet<>()).add(file);
                }
            });
        });
        return homes.entrySet().stream()
                .filter(type -> type.getValue().size() > 1)
                .map(type -> type.getKey() + " is in " + String.join(" and in ", type.getValue()))
                .toList();
    }

    private static boolean isUsedOutside(Map<String, String> code, String home, String name) {
        Pattern used = Pattern.compile("\\b" + name.replace(".", "\\.(?:@\\w+ )?") + "\\b");
        return code.entrySet().stream()
                .anyMatch(file -> !file.getKey().equals(home)
                        && used.matcher(file.getValue()).find());
    }

    /** All names that are gone. */
    Stream<String> gone() {
        return rows.stream().flatMap(row -> row.formerly().stream());
    }

    /** Rows whose last cell is neither. */
    List<String> ofNobody() {
        return rows.stream()
                .filter(row -> !Arrays.asList("field", "own").contains(row.whose()))
                .map(Row::word)
                .toList();
    }
}
