package imece.bench.entrance;

import java.util.Comparator;

/**
 * A Java file of the main sources.
 *
 * @param module {@code gateway}, {@code worker} or {@code common}
 * @param folder its package, with slashes
 * @param name with its ending
 */
public record SourceFile(String module, String folder, String name) implements Comparable<SourceFile> {
    private static final Comparator<SourceFile> ORDER = Comparator.comparing(SourceFile::module)
            .thenComparing(SourceFile::folder)
            .thenComparing(SourceFile::name);

    /** Its package and its module: two modules may have packages of one name. */
    String room() {
        return module + ": " + folder;
    }

    @Override
    public int compareTo(SourceFile other) {
        return ORDER.compare(this, other);
    }
}
