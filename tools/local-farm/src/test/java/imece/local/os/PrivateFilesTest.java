package imece.local.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    @Test
    void drawsASecretOnceAndKeepsItToItsOwner() throws IOException {
        Path file = folder.resolve("new").resolve("secret");

        String drawn = PrivateFiles.secret(file);

        assertThat(drawn).hasSizeGreaterThan(30).matches("[A-Za-z0-9_-]+");
        assertThat(PrivateFiles.secret(file)).isEqualTo(drawn);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void keepsAPortUntilAStrangerTakesIt() throws IOException {
        Path file = folder.resolve("port");
        int port = FreePorts.kept(file);

        assertThat(FreePorts.kept(file)).isEqualTo(port);
        try (var stranger = new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.kept(file)).isNotEqualTo(stranger.getLocalPort());
        }
    }

    @Test
    void fillsACacheFolderOnceAndNeverShowsAHalfFilledOne() {
        CacheFolder cache = new CacheFolder(folder);
        try {
            cache.filled("thing", draft -> {
                Files.writeString(draft.resolve("half"), "");
                throw new IOException("the line broke");
            });
        } catch (CommandProblem expected) {
            assertThat(expected).hasMessageContaining("the line broke");
        }
        assertThat(folder.resolve("thing")).doesNotExist();

        Path filled = cache.filled("thing", draft -> Files.writeString(draft.resolve("whole"), ""));
        Path again = cache.filled("thing", draft -> {
            throw new IOException("not twice");
        });

        assertThat(again).isEqualTo(filled);
        assertThat(filled.resolve("whole")).exists();
        assertThat(filled.resolve("half")).doesNotExist();
    }
}
