package imece.bench.entrance;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How much a set of lines is.
 *
 * @param files that they stand in
 * @param packages by module; a package that two modules have counts in each
 * @param classes that they were compiled into, nested ones included
 * @param lines each once, also where two classes share it
 */
public record Tally(Set<SourceFile> files, Map<String, Integer> packages, int classes, int lines) {

    /** Of these lines. */
    public static Tally of(Set<RanLine> ran) {
        Set<SourceFile> files = ran.stream().map(RanLine::file).collect(Collectors.toCollection(TreeSet::new));
        Map<String, Integer> packages = new TreeMap<>();
        files.stream()
                .collect(Collectors.toMap(SourceFile::room, SourceFile::module, (one, same) -> one))
                .values()
                .forEach(module -> packages.merge(module, 1, Integer::sum));
        int classes = (int) ran.stream().map(RanLine::type).distinct().count();
        record Line(SourceFile file, int number) {}
        int lines = (int) ran.stream()
                .map(each -> new Line(each.file(), each.number()))
                .distinct()
                .count();
        return new Tally(files, packages, classes, lines);
    }

    /** Of a module; 0 if it has none. */
    public int packagesOf(String module) {
        return packages.getOrDefault(module, 0);
    }

    /** Of all modules. */
    public int allPackages() {
        return packages.values().stream().mapToInt(Integer::intValue).sum();
    }
}
