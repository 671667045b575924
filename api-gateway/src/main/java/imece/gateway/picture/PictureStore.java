package imece.gateway.picture;

import imece.disk.DurableFiles;
import imece.gateway.GatewaySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The folder of pictures, shared by all gateways. A picture appears in it whole or not at all, and never changes. */
@Component
public class PictureStore {

    private final DurableFiles files;
    private final Path root;
    private final Path drafts;
    private final Path uploads;

    @Autowired
    public PictureStore(GatewaySettings settings) {
        this(settings, new DurableFiles());
    }

    /** On a disk that somebody looks at. */
    public PictureStore(GatewaySettings settings, DurableFiles files) {
        this.files = files;
        this.root = settings.pictures().toAbsolutePath().normalize();
        this.drafts = root.resolve(".drafts");
        this.uploads = root.resolve(".uploads");
        try {
            files.folder(drafts);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder of pictures " + root + " (imece.gateway.pictures) can neither be used nor made.", e);
        }
    }

    public Path root() {
        return root;
    }

    /** Where unfinished uploads lie. */
    Path drafts() {
        return drafts;
    }

    /** Where the pictures lie that jobs begin from. */
    public Path uploads() {
        return uploads;
    }

    /** What makes its files durable. */
    public DurableFiles files() {
        return files;
    }

    /** A file to write to, on the same disk as the pictures. */
    public Path newDraft() {
        return drafts.resolve(UUID.randomUUID() + ".part");
    }

    /** What {@link #add} found. */
    public enum Added {
        NEW,
        SAME_ALREADY_THERE,
        OTHER_ALREADY_THERE
    }

    /** Makes a finished draft the run's picture, unless the run has one. The draft stays for its owner to remove. */
    public Added add(Path draft, RunFile run) throws IOException {
        return add(draft, run.picture(root));
    }

    /** Makes a finished draft an upload. */
    public void addUpload(Path draft, UUID id) throws IOException {
        if (add(draft, upload(id)) != Added.NEW) {
            throw new IOException("An upload of the id " + id + " is there already.");
        }
    }

    /** An upload, if it is there. */
    public Optional<Path> findUpload(UUID id) {
        return Optional.of(upload(id)).filter(Files::isRegularFile);
    }

    /** Removes an upload. Nothing there is fine. */
    public void removeUpload(UUID id) throws IOException {
        Files.deleteIfExists(upload(id));
    }

    private Path upload(UUID id) {
        return uploads.resolve(id.toString().substring(0, 2)).resolve(id.toString());
    }

    private Added add(Path draft, Path picture) throws IOException {
        Files.createDirectories(picture.resolveSibling("").normalize());
        Added added = link(draft, picture);
        // Also what was there already: whoever put it there, or made its folders, may have died before they were
        // durable.
        files.names(picture, root);
        return added;
    }

    private static Added link(Path draft, Path picture) throws IOException {
        try {
            // A link, unlike a rename, never replaces what is there.
            Files.createLink(picture, draft);
        } catch (FileAlreadyExistsException e) {
            return Files.mismatch(draft, picture) < 0 ? Added.SAME_ALREADY_THERE : Added.OTHER_ALREADY_THERE;
        }
        return Added.NEW;
    }

    /** Removes a run's picture and its thumbnails, and the job's folder once it is empty. Nothing there is fine. */
    void remove(RunFile run) throws IOException {
        Path folder = run.picture(root).resolveSibling("").normalize();
        if (!Files.isDirectory(folder)) {
            return;
        }
        boolean empty = true;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                boolean ofRun = RunFile.of(file).filter(run::equals).isPresent();
                empty &= ofRun && Files.deleteIfExists(file);
            }
        }
        if (empty) {
            Files.deleteIfExists(folder);
        }
    }

    /** Removes whatever lies there of a job. Nothing there is fine. */
    public void removeAll(UUID job) throws IOException {
        Path folder = new RunFile(job, 0, job).folder(root);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** A run's picture, if it is there. */
    public Optional<Path> find(RunFile run) {
        Path picture = run.picture(root);
        return Files.isRegularFile(picture) ? Optional.of(picture) : Optional.empty();
    }

    /**
     * Which run's picture a file is. Its path is made of ids only, so no request can name another file.
     *
     * @param job the job
     * @param epoch the decision that the run rested on
     * @param run the run
     */
    public record RunFile(UUID job, long epoch, UUID run) {

        private static final Pattern NAME =
                Pattern.compile("(\\d{1,19})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(?:png|w\\d{2,4}\\.jpg)");

        /** The picture: {@code <first two of job>/<job>/<epoch>-<run>.png}, whatever format it has. */
        Path picture(Path root) {
            return folder(root).resolve(epoch + "-" + run + ".png");
        }

        /** A smaller one beside it. */
        public Path thumbnail(Path root, int width) {
            return folder(root).resolve(epoch + "-" + run + ".w" + width + ".jpg");
        }

        /** The folder of all the job's runs. */
        private Path folder(Path root) {
            return root.resolve(job.toString().substring(0, 2)).resolve(job.toString());
        }

        /** The run that a file in the store belongs to; empty for files that are none of ours. */
        public static Optional<RunFile> of(Path file) {
            Path folder = file.getParent();
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (folder == null || !name.matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new RunFile(
                        UUID.fromString(folder.getFileName().toString()),
                        Long.parseLong(name.group(1)),
                        UUID.fromString(name.group(2))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
