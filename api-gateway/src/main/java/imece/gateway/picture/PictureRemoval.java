package imece.gateway.picture;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.picture.PictureStore.RunFile;
import imece.gateway.picture.Retention.Kept;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes pictures that are too old or too many, if the farm is set up so: the row says it first, then the file goes. What
 * dies in between leaves a file that no row names, and {@link OrphanCleaner} takes it.
 */
@Component
class PictureRemoval implements PeriodicWork {

    private static final Logger LOG = LoggerFactory.getLogger(PictureRemoval.class);
    private static final int AT_ONCE = 500;

    private final PictureSettings settings;
    private final PictureStore store;
    private final KeptPictures kept;
    private final JobWriter writer;
    private final Counter removed;

    PictureRemoval(
            PictureSettings settings, PictureStore store, KeptPictures kept, JobWriter writer, MeterRegistry meters) {
        this.settings = settings;
        this.store = store;
        this.kept = kept;
        this.writer = writer;
        this.removed = meters.counter("imece.pictures.removed");
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                        Duration.ofHours(1),
                        "remove-pictures",
                        "pictures that are too old or too many stay for another hour",
                        this::remove)
                .firstAfter(Duration.ofMinutes(11)));
    }

    private void remove() {
        if (settings.keepsEverything()) {
            return;
        }
        int before;
        do {
            before = removeSome();
        } while (before == AT_ONCE);
    }

    private int removeSome() {
        Long maxTotal = settings.maxTotal() == null ? null : settings.maxTotal().toBytes();
        List<UUID> going =
                Retention.going(kept.oldest(AT_ONCE), kept.bytes(), settings.maxAge(), maxTotal, kept.now()).stream()
                        .map(Kept::job)
                        .toList();
        if (going.isEmpty()) {
            return 0;
        }
        writer.removePictures(going, this::delete);
        return going.size();
    }

    private void delete(List<Job> marked) {
        marked.forEach(this::delete);
        if (!marked.isEmpty()) {
            removed.increment(marked.size());
            LOG.info("{} pictures were removed, the farm keeps them for a while only", marked.size());
        }
    }

    private void delete(Job job) {
        if (job.state() instanceof JobState.Complete complete) {
            try {
                store.remove(new RunFile(
                        job.id(), job.counters().epoch(), complete.run().runId()));
            } catch (IOException e) {
                JobLog.about(LOG.atWarn(), job)
                        .log(
                                "The picture was to be removed, but its file stays until the collector takes it: {}",
                                e.toString());
            }
        }
    }
}
