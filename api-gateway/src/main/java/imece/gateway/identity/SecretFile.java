package imece.gateway.identity;

import imece.disk.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A random secret in a file of mode 600: made by whoever comes first, read by all. The file appears whole or not at all, so
 * that gateways which start at the same moment agree on one.
 */
public final class SecretFile {

    private static final int BYTES = 32;
    private static final Pattern LONG_ENOUGH = Pattern.compile("[\\x21-\\x7e]{32,}");

    private SecretFile() {}

    /**
     * The secret in this file, made now if there is none.
     *
     * @return at least 32 printable characters
     * @throws UncheckedIOException if it can be neither read nor made
     */
    public static String readOrMake(Path file) {
        return readOrMake(file, new DurableFiles());
    }

    static String readOrMake(Path file, DurableFiles files) {
        try {
            if (!Files.exists(file)) {
                make(file.toAbsolutePath(), files);
            }
            String secret = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!LONG_ENOUGH.matcher(secret).matches()) {
                throw new IllegalStateException("The secret in " + file.toAbsolutePath()
                        + " is not what was expected: at least 32 printable characters on one line. Remove the file to"
                        + " have a new one made.");
            }
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The secret in " + file.toAbsolutePath() + " can be neither read nor made.", e);
        }
    }

    private static void make(Path file, DurableFiles files) throws IOException {
        Path folder = files.folder(file.resolveSibling(""));
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        Path draft = folder.resolve("." + file.getFileName() + "-" + UUID.randomUUID());
        try {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
                ByteBuffer bytes = ByteBuffer.wrap(secret.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            // A link, unlike a rename, never replaces what another gateway made in the meantime.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException othersWereFaster) {
            // Theirs it is.
        } finally {
            Files.deleteIfExists(draft);
        }
        // Also theirs: whoever signs with it must find it again after a crash.
        files.names(file, folder);
    }
}
