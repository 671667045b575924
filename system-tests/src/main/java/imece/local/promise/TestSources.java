package imece.local.promise;

import imece.tier.FullRunOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests of all modules, as their sources say.
 *
 * @param classes by simple name
 * @param webFiles names of the web app's test files, which belong to both runs as a whole
 */
record TestSources(Map<String, TestClass> classes, Set<String> webFiles) {

    /**
     * @param fullRunOnly whether the class as a whole is left out of the short run
     * @param methods all its tests
     * @param fullRunOnlyMethods those of them that are left out one by one
     * @param bareTag whether it names a tag without the annotation that explains it
     */
    record TestClass(
            String name, boolean fullRunOnly, Set<String> methods, Set<String> fullRunOnlyMethods, boolean bareTag) {

        /** Two modules may each have a class of this name. */
        TestClass and(TestClass other) {
            return new TestClass(
                    name,
                    fullRunOnly || other.fullRunOnly,
                    both(methods, other.methods),
                    both(fullRunOnlyMethods, other.fullRunOnlyMethods),
                    bareTag || other.bareTag);
        }

        private static Set<String> both(Set<String> some, Set<String> others) {
            Set<String> all = new TreeSet<>(some);
            all.addAll(others);
            return all;
        }

        /** Whether something of it is in the short run. */
        boolean inShortRun() {
            return !fullRunOnly && !fullRunOnlyMethods.containsAll(methods);
        }

        /** What is left out of the short run, in the words of the page: a class, or a class and a method. */
        List<String> leftOut() {
            return fullRunOnly
                    ? List.of(name)
                    : fullRunOnlyMethods.stream()
                            .map(method -> name + "#" + method)
                            .toList();
        }

        boolean isIntegrationTest() {
            return name.endsWith("IT");
        }
    }

    private static final Pattern PARAGRAPHS = Pattern.compile("\n\\s*\n");
    /** As deep as members of a class and of a class within it; code in a text block stands deeper. */
    private static final String INDENTED = "(?m)^(?: {4}| {8})?";

    private static final Pattern TEST =
            Pattern.compile(INDENTED + "@(Test|Property|ParameterizedTest|RepeatedTest|TestFactory)\\b");
    private static final Pattern LEFT_OUT = Pattern.compile(INDENTED + "@" + FullRunOnly.class.getSimpleName() + "\\b");
    private static final Pattern BARE_TAG = Pattern.compile(INDENTED + "@Tag\\b");
    private static final Pattern METHOD = Pattern.compile(INDENTED + "(?:[a-z]+ )*?(?:void|\\S+<\\S+>) (\\w+)\\(");

    /** Of the repository in this folder. */
    static TestSources of(Path home) throws IOException {
        List<Path> modules = new ArrayList<>();
        for (Path folder : List.of(home, home.resolve("tools"))) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                        .map(home::relativize)
                        .sorted()
                        .forEach(modules::add);
            }
        }
        return of(home, modules);
    }

    /** Of these modules of it. */
    static TestSources of(Path home, List<Path> modules) throws IOException {
        Map<String, TestClass> classes = new TreeMap<>();
        for (Path module : modules) {
            for (Path file : walk(home.resolve(module).resolve("src/test/java"), "(Test|IT)\\.java")) {
                TestClass one = read(nameOf(file).replace(".java", ""), Files.readString(file));
                if (!one.methods().isEmpty() || one.fullRunOnly()) {
                    classes.merge(one.name(), one, TestClass::and);
                }
            }
        }
        Set<String> webFiles = new TreeSet<>();
        for (String folder : List.of("frontend/e2e", "frontend/src")) {
            walk(home.resolve(folder), "\\.(spec|test)\\.tsx?").forEach(file -> webFiles.add(nameOf(file)));
        }
        return new TestSources(classes, webFiles);
    }

    /** Members of a class are set apart by blank lines, so what belongs to a test is one paragraph. */
    static TestClass read(String name, String source) {
        Pattern head = Pattern.compile("(?m)^(?:[a-z]+ )*class " + name + "\\b");
        boolean wholeClass = false;
        Set<String> methods = new TreeSet<>();
        Set<String> leftOut = new TreeSet<>();
        for (String paragraph : PARAGRAPHS.splitAsStream(source).toList()) {
            Matcher declared = head.matcher(paragraph);
            if (declared.find()) {
                wholeClass = LEFT_OUT.matcher(paragraph.substring(0, declared.start()))
                        .find();
            }
            Matcher method = METHOD.matcher(paragraph);
            if (TEST.matcher(paragraph).find() && method.find()) {
                methods.add(method.group(1));
                if (LEFT_OUT.matcher(paragraph.substring(declared.reset().find() ? declared.end() : 0))
                        .find()) {
                    leftOut.add(method.group(1));
                }
            }
        }
        return new TestClass(
                name, wholeClass, methods, leftOut, BARE_TAG.matcher(source).find());
    }

    /** Everything that the short run leaves out. */
    List<String> leftOut() {
        List<String> all = new ArrayList<>();
        classes.values().forEach(one -> all.addAll(one.leftOut()));
        return all;
    }

    private static List<Path> walk(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern name = Pattern.compile(".*" + ending);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> name.matcher(nameOf(file)).matches())
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
