package imece.local.promise;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What must hold for what a page names. Each answer is a list of sentences.
 *
 * @param pages the text of each page, by its path
 */
record Pages(Map<String, String> pages, Repository repository) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:[.#]\\w+)*(?:\\(.*\\))?");
    private static final Pattern FILE =
            Pattern.compile("[\\w.-]+(?:/[\\w.-]+)+/?|[\\w-]+\\.(?:java|md|ts|tsx|yml|sql|json|mjs|sh|xml|properties)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** Types in code style that no source knows. */
    List<String> unknownTypes(String page) {
        return code(page).stream()
                .map(TYPE::matcher)
                .filter(type -> type.matches() && !repository.words().contains(type.group(1)))
                .map(type -> page + " names the type " + type.group(1) + ", which no source knows")
                .toList();
    }

    /**
     * Files and folders in code style that do not exist.
     *
     * @param elsewhere such as are named although they are not in the repository
     */
    List<String> unknownFiles(String page, Set<String> elsewhere) {
        return code(page).stream()
                .filter(word -> FILE.matcher(word).matches())
                .filter(word -> !elsewhere.contains(word) && !repository.has(word))
                .map(word -> page + " names the file " + word + ", which is not there")
                .toList();
    }

    /** Links to files or headings that do not exist. */
    List<String> brokenLinks(String page) {
        List<String> complaints = new ArrayList<>();
        for (String link : links(page)) {
            int mark = link.indexOf('#');
            String file = mark < 0 ? link : link.substring(0, mark);
            String target = file.isEmpty() ? page : resolved(page, file);
            if (!repository.files().contains(target) && !repository.has(target)) {
                complaints.add(page + " links " + link + ", which is not there");
            } else if (mark >= 0 && !anchors(target).contains(link.substring(mark + 1))) {
                complaints.add(page + " links " + link + ", but " + target + " has no such heading");
            }
        }
        return complaints;
    }

    /** The files that a page links, as paths from the root of the repository. */
    List<String> linked(String page) {
        return links(page).stream()
                .filter(link -> !link.startsWith("#"))
                .map(link -> resolved(page, link.replaceAll("#.*", "")))
                .toList();
    }

    private List<String> links(String page) {
        return LINK.matcher(prose(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    private Set<String> anchors(String page) {
        return HEADING.matcher(prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private List<String> code(String page) {
        return CODE.matcher(prose(page))
                .results()
                .map(word -> word.group(1))
                .distinct()
                .toList();
    }

    private String prose(String page) {
        return BLOCK.matcher(pages.getOrDefault(page, "")).replaceAll("");
    }

    private static String resolved(String page, String link) {
        Path folder = Path.of("/" + page).getParent();
        Path target =
                folder == null ? Path.of("/" + link) : folder.resolve(link).normalize();
        return target.toString().substring(1);
    }
}
