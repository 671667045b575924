package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import imece.disk.DurableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndReadableByItsOwnerOnly() throws Exception {
        Path file = folder.resolve("data/gateway.key");
        String secret = SecretFile.readOrMake(file);

        assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
        assertThat(SecretFile.readOrMake(file)).isEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void itsNameAndTheFoldersThatAreNewAreDurable() {
        List<Path> forced = new ArrayList<>();
        SecretFile.readOrMake(folder.resolve("farm/data/gateway.key"), new DurableFiles(forced::add));

        assertThat(forced).containsExactly(folder, folder.resolve("farm"), folder.resolve("farm/data"));
    }

    @Test
    void gatewaysThatStartAtOnceAgree() throws Exception {
        Path file = folder.resolve("key");
        CyclicBarrier together = new CyclicBarrier(8);
        try (ExecutorService gateways = Executors.newFixedThreadPool(8)) {
            List<Future<String>> secrets = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                secrets.add(gateways.submit(() -> {
                    together.await();
                    return SecretFile.readOrMake(file);
                }));
            }
            String first = secrets.getFirst().get();
            for (Future<String> secret : secrets) {
                assertThat(secret.get()).isEqualTo(first);
            }
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aFileWithSomethingElseStopsTheStartWithASentence() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "short\n");

        assertThatIllegalStateException()
                .isThrownBy(() -> SecretFile.readOrMake(file))
                .withMessageContaining("at least 32 printable characters");
    }
}
