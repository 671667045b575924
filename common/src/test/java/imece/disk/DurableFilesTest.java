package imece.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir
    private Path folder;

    private final List<Path> forced = new ArrayList<>();
    private final DurableFiles files = new DurableFiles(forced::add);

    @Test
    void eachFolderThatIsNewIsNamedDurablyInTheOneAbove() throws IOException {
        files.folder(folder.resolve("a"));
        assertThat(forced).containsExactly(folder);
        forced.clear();
        files.folder(folder.resolve("a/b/c"));
        assertThat(folder.resolve("a/b/c")).isDirectory();
        assertThat(forced).containsExactly(folder.resolve("a"), folder.resolve("a/b"));
        forced.clear();
        files.folder(folder.resolve("a/b/c"));
        assertThat(forced).isEmpty();
    }

    @Test
    void aNameIsForcedInEveryFolderUpToTheRoot() throws IOException {
        files.names(folder.resolve("a/b/file"), folder);
        assertThat(forced).containsExactly(folder.resolve("a/b"), folder.resolve("a"), folder);
        assertThatThrownBy(() -> files.names(folder.resolve("file"), folder.resolve("elsewhere")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFileIsReplacedByWhatIsOnTheDiskAlready() throws IOException {
        Path draft = Files.writeString(folder.resolve("draft"), "new");
        Path file = Files.writeString(folder.resolve("file"), "old");
        List<String> seen = new ArrayList<>();
        new DurableFiles(path -> seen.add(path.getFileName() + " while it says " + Files.readString(file)))
                .replace(draft, file);
        assertThat(seen).containsExactly("draft while it says old", folder.getFileName() + " while it says new");
        assertThat(draft).doesNotExist();
    }

    @Test
    void theMachinesOwnDiskForcesFilesAndFolders() throws IOException {
        DurableFiles real = new DurableFiles();
        Path made = real.folder(folder.resolve("x/y"));
        Path file = Files.writeString(made.resolve("file"), "content");
        real.content(file);
        real.names(file, folder);
        real.replace(file, made.resolve("other"));
        assertThat(made.resolve("other")).hasContent("content");
        assertThatThrownBy(() -> real.content(made.resolve("missing"))).isInstanceOf(IOException.class);
    }
}
