package imece.local.farm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarmFolderTest {
    @TempDir
    Path root;

    @Test
    void whatAnOlderVersionLeftOpenIsClosed() throws IOException {
        Path pictures = Files.createDirectory(root.resolve("pictures"));
        Path key = Files.writeString(root.resolve("gateway.key"), "a secret");
        Path ofSomebodyElse = Files.writeString(root.resolve("notes.txt"), "mine");
        open(pictures, "rwxr-xr-x");
        open(key, "rw-r--r--");
        open(ofSomebodyElse, "rw-r--r--");
        open(root, "rwxr-xr-x");

        FarmLock.take(new FarmFolder(root)).close();

        assertThat(mode(pictures)).isEqualTo("rwx------");
        assertThat(mode(key)).isEqualTo("rw-------");
        assertThat(mode(ofSomebodyElse)).as("what is not the farm's").isEqualTo("rw-r--r--");
        assertThat(mode(root)).as("a folder that may hold other things").isEqualTo("rwxr-xr-x");
    }

    @Test
    void aLinkThatStandsForAFolderElsewhereIsLeftAlone() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        open(elsewhere, "rwxr-xr-x");
        Files.createSymbolicLink(root.resolve("pictures"), elsewhere);

        new FarmFolder(root).tighten();

        assertThat(mode(elsewhere)).isEqualTo("rwxr-xr-x");
    }

    private static void open(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
