package imece.local.promise;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is in the repository.
 *
 * @param files paths from its root, with {@code /} between folders
 * @param words the names with a capital letter that occur in its sources
 */
record Repository(Set<String> files, Set<String> words) {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "dist", "test-results");
    private static final Pattern SOURCE = Pattern.compile(".+\\.(java|tsx?|mjs)");
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w+");

    static Repository read(Path home) throws IOException {
        Set<String> files = new TreeSet<>();
        Set<String> words = new HashSet<>();
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean hidden = name.startsWith(".") && !name.equals(".") && !name.equals("..");
                boolean ours = folder.equals(home) || !(hidden || NOT_OURS.contains(name));
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                files.add(home.relativize(file).toString().replace('\\', '/'));
                if (SOURCE.matcher(file.toString()).matches()) {
                    WORD.matcher(Files.readString(file)).results().forEach(word -> words.add(word.group()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Repository(files, words);
    }

    /** Whether there is such a file or folder: by its whole path, the end of it, or as a Java file without its ending. */
    boolean has(String path) {
        String plain = path.replaceAll("^\\./|/$", "");
        return files.stream()
                .map(file -> "/" + file)
                .anyMatch(file -> file.endsWith("/" + plain)
                        || file.endsWith("/" + plain + ".java")
                        || file.contains("/" + plain + "/"));
    }
}
