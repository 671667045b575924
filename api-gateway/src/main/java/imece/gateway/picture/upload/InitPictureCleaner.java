package imece.gateway.picture.upload;

import imece.gateway.picture.PictureStore;
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
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes uploads that no job has asked for lately: the row first, then its file; and files that never got a row. */
@Component
class InitPictureCleaner {

    private static final Logger log = LoggerFactory.getLogger(InitPictureCleaner.class);
    private static final Duration YOUNG = Duration.ofHours(1);
    private static final int AT_ONCE = 500;

    private final PictureStore store;
    private final InitPictures pictures;
    private final Clock clock;

    InitPictureCleaner(PictureStore store, InitPictures pictures, Clock clock) {
        this.store = store;
        this.pictures = pictures;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${imece.gateway.collect-first}",
            fixedDelayString = "${imece.gateway.collect-every}")
    void collect() {
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
        } catch (IOException | UncheckedIOException | DataAccessException e) {
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
