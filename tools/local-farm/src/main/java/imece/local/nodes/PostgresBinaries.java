package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.Steps;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs of this kind of machine, unpacked once into the cache. */
final class PostgresBinaries {
    private static final int EXECUTABLE = 0100;
    private static final Map<String, String> ARCHIVES = Map.of(
            "linux-amd64", "postgres-linux-x86_64.txz",
            "linux-aarch64", "postgres-linux-arm_64.txz",
            "mac os x-aarch64", "postgres-darwin-arm_64.txz",
            "mac os x-x86_64", "postgres-darwin-x86_64.txz");

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}. */
    static Path folder(CacheFolder cache, Steps steps) {
        return steps.run(
                "Unpacking PostgreSQL", () -> cache.filled("postgres-" + version(), PostgresBinaries::unpackArchive));
    }

    static boolean areUnpacked(CacheFolder cache) {
        return Files.isDirectory(cache.root().resolve("postgres-" + version()));
    }

    static boolean fitThisMachine() {
        return PostgresBinaries.class.getResource("/" + ARCHIVES.getOrDefault(machine(), "none")) != null;
    }

    static String version() {
        Properties built = new Properties();
        try (InputStream file = PostgresBinaries.class.getResourceAsStream("/imece-local-farm.properties")) {
            built.load(Objects.requireNonNull(file, "imece-local-farm.properties is not in the launcher"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return built.getProperty("postgres.version");
    }

    private static String machine() {
        return (System.getProperty("os.name") + "-" + System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
    }

    private static void unpackArchive(Path draft) throws IOException {
        String machine = machine();
        try (InputStream packed =
                PostgresBinaries.class.getResourceAsStream("/" + ARCHIVES.getOrDefault(machine, "none"))) {
            if (packed == null) {
                throw new CommandProblem(
                        "There are no PostgreSQL programs for this machine (%s) in the launcher. ".formatted(machine)
                                + "Build Imece on the machine that runs it.");
            }
            unpack(packed, draft);
        }
    }

    private static void unpack(InputStream packed, Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("an entry outside the archive: " + entry.getName());
                }
                write(tar, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & EXECUTABLE) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
