package imece.local.os;

import imece.disk.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Files and folders that only their owner reads (modes 600 and 700). */
public final class PrivateFiles {
    private static final DurableFiles FILES = new DurableFiles();
    private static final SecureRandom RANDOM = new SecureRandom();

    private PrivateFiles() {}

    /** Writes a whole file at once: a reader sees the old content or the new one. */
    public static void write(Path file, String content) {
        try {
            Path folder = folder(file.toAbsolutePath().getParent());
            Path draft = Files.createTempFile(folder, ".draft", null);
            Files.writeString(draft, content);
            FILES.replace(draft, file);
        } catch (IOException e) {
            throw new CommandProblem(
                    "Could not write %s (%s). Check that the folder is yours and the disk has room."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Makes a folder and those above it, private where they are new. */
    public static Path folder(@Nullable Path folder) {
        Path wanted = folder == null ? Path.of("").toAbsolutePath() : folder;
        try {
            return Files.isDirectory(wanted)
                    ? wanted
                    : FILES.folder(
                            wanted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new CommandProblem(
                    "Could not make the folder %s (%s). Choose another one with --data."
                            .formatted(wanted, e.getMessage()),
                    e);
        }
    }

    /**
     * Closes to everybody else a folder or file that is there already, and may have been made open. If there is none, if it is not
     * ours to change, or on a system without such modes, nothing happens.
     */
    public static void tighten(Path path) {
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        } catch (IOException | UnsupportedOperationException notOurs) {
            // Then its owner has decided about it.
        }
    }

    /** The secret kept in this file; drawn at random (192 bits, URL-safe letters) and written at the first call. */
    public static String secret(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file, drawn());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new secret, drawn at random (192 bits, URL-safe letters). */
    public static String drawn() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        // A leading letter: some tools take a leading dash for an option.
        return "s" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Deletes a folder with all that is in it; none there is fine. */
    public static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failed) throws IOException {
                    if (failed != null) {
                        throw failed;
                    }
                    Files.deleteIfExists(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
