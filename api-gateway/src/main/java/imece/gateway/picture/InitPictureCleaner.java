package imece.gateway.picture;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Removes uploads that no job has asked for lately: the row first, then its file; and files that never got a row. */
@Component
class InitPictureCleaner implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(InitPictureCleaner.class);
    private static final Duration YOUNG = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private final PictureStore store;
    private final InitPictures pictures;
    private final Clock clock;
    private final Duration first;
    private final Duration every;

    InitPictureCleaner(
            PictureStore store,
            InitPictures pictures,
            Clock clock,
            @Value("${imece.gateway.collect-first}") Duration first,
            @Value("${imece.gateway.collect-every}") Duration every) {
        this.store = store;
        this.pictures = pictures;
        this.clock = clock;
        this.first = first;
        this.every = every;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                        every, "collect-uploads", "uploads that nobody asks for stay for another hour", this::collect)
                .firstAfter(first));
    }

    private void collect() {
        Instant now = clock.instant();
        try {
            List<UUID> forgotten;
            do {
                forgotten = pictures.forgetUnused(now.minus(InitPictures.UPLOAD_KEPT), AT_ONCE);
                for (UUID id : forgotten) {
                    store.removeUpload(id);
                }
            } while (forgotten.size() == AT_ONCE);
            for (Path shelf : entries(store.uploads())) {
                collect(shelf, now.minus(YOUNG));
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("Uploads that nobody asks for stay for another hour: {}", e.toString());
        }
    }

    private void collect(Path shelf, Instant latest) throws IOException {
        List<UUID> old = new ArrayList<>();
        for (Path file : entries(shelf)) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(latest)) {
                id(file).ifPresent(old::add);
            }
        }
        Set<UUID> known = old.isEmpty() ? Set.of() : pictures.known(old);
        for (UUID id : old) {
            if (!known.contains(id)) {
                store.removeUpload(id);
            }
        }
    }

    private static Optional<UUID> id(Path file) {
        try {
            return Optional.of(UUID.fromString(file.getFileName().toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            }
        }
        return entries;
    }
}
