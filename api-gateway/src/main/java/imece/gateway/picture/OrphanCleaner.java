package imece.gateway.picture;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
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
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Removes pictures that nobody will ever see: at least an hour old, of finished jobs that name another run. A file whose job
 * is unknown stays, for the database may be an older copy than the folder.
 */
@Component
class OrphanCleaner implements PeriodicWork {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanCleaner.class);
    private static final Duration YOUNG = Duration.ofHours(1);

    private final PictureStore store;
    private final ShownRuns shown;
    private final Clock clock;
    private final Duration first;
    private final Duration every;

    OrphanCleaner(
            PictureStore store,
            ShownRuns shown,
            Clock clock,
            @Value("${imece.gateway.collect-first}") Duration first,
            @Value("${imece.gateway.collect-every}") Duration every) {
        this.store = store;
        this.shown = shown;
        this.clock = clock;
        this.first = first;
        this.every = every;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                        every,
                        "collect-orphans",
                        "pictures that nobody will ask for stay for another hour",
                        this::collect)
                .firstAfter(first));
    }

    private void collect() {
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
        } catch (IOException | UncheckedIOException e) {
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
