package imece.gateway.picture;

import imece.gateway.picture.PictureStore.RunFile;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes pictures that nobody will ever see: at least an hour old, of finished jobs that name another run. A file whose job
 * is unknown stays, for the database may be an older copy than the folder.
 */
@Component
class OrphanCleaner {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanCleaner.class);
    private static final Duration YOUNG = Duration.ofHours(1);

    private final PictureStore store;
    private final ShownRuns shown;
    private final Clock clock;

    OrphanCleaner(PictureStore store, ShownRuns shown, Clock clock) {
        this.store = store;
        this.shown = shown;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${imece.gateway.collect-first}",
            fixedDelayString = "${imece.gateway.collect-every}")
    void collect() {
        try {
            int removed = 0;
            for (Path file : entries(store.drafts())) {
                removed += old(file) && Files.deleteIfExists(file) ? 1 : 0;
            }
            for (Path shelf : entries(store.root())) {
                boolean ofRuns = !shelf.equals(store.drafts()) && !shelf.equals(store.uploads());
                removed += ofRuns ? collect(shelf) : 0;
            }
            if (removed > 0) {
                LOG.info("{} pictures and drafts that nobody will ask for were removed", removed);
            }
        } catch (IOException | UncheckedIOException | DataAccessException e) {
            LOG.warn("Pictures that nobody will ask for stay for another hour: {}", e.toString());
        }
    }

    /** One of the 256 folders of the first level; its jobs are asked for together. */
    private int collect(Path shelf) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : entries(shelf)) {
            for (Path file : entries(folder)) {
                if (old(file)) {
                    files.add(file);
                }
            }
        }
        List<UUID> jobs = files.stream()
                .flatMap(file -> RunFile.of(file).stream())
                .map(RunFile::job)
                .distinct()
                .toList();
        Map<UUID, Optional<RunFile>> finished = jobs.isEmpty() ? Map.of() : shown.ofFinished(jobs);
        int removed = 0;
        for (Path file : files) {
            removed += orphan(file, finished) && Files.deleteIfExists(file) ? 1 : 0;
        }
        return removed;
    }

    private static boolean orphan(Path file, Map<UUID, Optional<RunFile>> finished) {
        RunFile run = RunFile.of(file).orElse(null);
        return run != null
                && finished.containsKey(run.job())
                && !Optional.of(run).equals(finished.get(run.job()));
    }

    private boolean old(Path file) throws IOException {
        Instant latest = clock.instant().minus(YOUNG);
        return Files.isRegularFile(file)
                && Files.getLastModifiedTime(file).toInstant().isBefore(latest);
    }

    private static List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        return entries;
    }
}
