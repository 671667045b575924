package imece.local.promise;

import imece.local.promise.PromisePage.Row;
import imece.local.promise.TestSources.TestClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold between the page, the sources of the tests, and the pages that promise. Each answer is a list of sentences. */
record PromiseRules(PromisePage page, TestSources sources) {

    static final String README = "Promises of the README";
    static final String FAULTS = "Faults";
    private static final Pattern SECTIONS = Pattern.compile("(?m)^## ");

    /** A row of a page's table of faults. */
    record Fault(String fault, List<String> classes) {}

    /** Every row has a test in the short run, and each name is that of a test which belongs to the run it stands under. */
    List<String> ofTheRows() {
        List<String> complaints = new ArrayList<>();
        for (Row row : page.rows()) {
            if (row.inTest().isEmpty()) {
                complaints.add("No test of the short run looks at: " + row.promise());
            }
            row.inTest().forEach(name -> complaints.addAll(wrong(name, false, row)));
            row.inAll().forEach(name -> complaints.addAll(wrong(name, true, row)));
        }
        return complaints;
    }

    /** What is left out of the short run stands in the page, and nobody leaves out anything in another way. */
    List<String> ofWhatIsLeftOut() {
        Set<String> named =
                page.rows().stream().flatMap(row -> row.inAll().stream()).collect(Collectors.toSet());
        return Stream.concat(
                        sources.leftOut().stream()
                                .filter(name -> !named.contains(name))
                                .map(name ->
                                        name + " runs in the full run only, and docs/tests.md names no twin of it"),
                        sources.classes().values().stream()
                                .filter(TestClass::bareTag)
                                .map(one ->
                                        one.name() + " has a bare @Tag: the runs know @FullRunOnly and nothing else"))
                .toList();
    }

    /** Each integration test stands in the page. */
    List<String> ofTheClasses() {
        Set<String> named = page.rows().stream()
                .flatMap(row -> Stream.concat(row.inTest().stream(), row.inAll().stream()))
                .map(PromiseRules::className)
                .collect(Collectors.toSet());
        return sources.classes().values().stream()
                .filter(TestClass::isIntegrationTest)
                .filter(one -> !named.contains(one.name()))
                .map(one -> one.name() + " stands behind no promise of docs/tests.md")
                .toList();
    }

    /** Each fault that another page tells of has a test in the short run, and a row of the same words in this one. */
    List<String> ofTheFaults(List<Fault> faults) {
        List<String> complaints = new ArrayList<>();
        Set<String> rows = page.rows().stream()
                .filter(row -> row.section().equals(FAULTS))
                .map(Row::promise)
                .collect(Collectors.toSet());
        Set<String> told = new HashSet<>();
        for (Fault fault : faults) {
            told.add(fault.fault());
            if (!rows.contains(fault.fault())) {
                complaints.add("docs/tests.md lacks a row of these words: " + fault.fault());
            }
            if (fault.classes().stream().noneMatch(this::inShortRun)) {
                complaints.add("No class of the short run is named for: " + fault.fault());
            }
            fault.classes().stream()
                    .filter(name -> !sources.classes().containsKey(className(name)))
                    .forEach(name -> complaints.add(name + " does not exist, named for: " + fault.fault()));
        }
        rows.stream()
                .filter(row -> !told.contains(row))
                .forEach(row -> complaints.add("No page tells of this fault any more: " + row));
        return complaints;
    }

    /**
     * What the page says that the README promises really stands there, and each of its sections has a row.
     *
     * @param promisesNothing headings of the sections that need none
     */
    List<String> ofTheReadme(String readme, Set<String> promisesNothing) {
        List<String> complaints = new ArrayList<>();
        List<String> quotes = page.rows().stream()
                .filter(row -> row.section().equals(README))
                .map(Row::promise)
                .toList();
        quotes.stream()
                .filter(quote -> !readme.contains(quote))
                .forEach(quote -> complaints.add("The README does not say: " + quote));
        for (String section : SECTIONS.splitAsStream(readme).toList()) {
            String heading = section.lines().findFirst().orElse("");
            if (!promisesNothing.contains(heading) && quotes.stream().noneMatch(section::contains)) {
                complaints.add("No test is named for the README's section: " + heading);
            }
        }
        return complaints;
    }

    private List<String> wrong(String name, boolean fullRun, Row row) {
        String of = ", named for: " + row.promise();
        if (sources.webFiles().contains(name)) {
            return fullRun ? List.of(name + " belongs to both runs" + of) : List.of();
        }
        TestClass one = sources.classes().get(className(name));
        String method = methodName(name);
        if (one == null || (method != null && !one.methods().contains(method))) {
            return List.of(name + " does not exist" + of);
        }
        boolean right = fullRun ? one.leftOut().contains(name) : inShortRun(name);
        return right ? List.of() : List.of(name + " is not in the run under which it stands" + of);
    }

    private boolean inShortRun(String name) {
        TestClass one = sources.classes().get(className(name));
        String method = methodName(name);
        return one != null
                && one.inShortRun()
                && (method == null || !one.fullRunOnlyMethods().contains(method));
    }

    private static String className(String name) {
        return name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
    }

    private static @Nullable String methodName(String name) {
        return name.contains("#") ? name.substring(name.indexOf('#') + 1) : null;
    }
}
