package imece.gateway.deletion;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.deletion.DeletionRows.Deletion;
import imece.gateway.deletion.DeletionRows.DeletionKind;
import imece.gateway.job.Job;
import imece.gateway.job.rows.DeletedJobs;
import imece.gateway.job.rows.DeletedJobs.PurgedJobs;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.JobTransaction;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.picture.PictureStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes away for good what was deleted a minute ago, whichever gateway comes first: the rows, then the files. What dies in between
 * leaves files that no row names; those are collected like any other.
 */
@Component
class DeletionPurge implements PeriodicWork {

    private static final Logger LOG = LoggerFactory.getLogger(DeletionPurge.class);
    private static final int AT_ONCE = 500;
    private static final int DELETIONS_AT_ONCE = 50;

    /** How soon is looked again at what a live job begins from. */
    private static final Duration LATER = Duration.ofSeconds(10);

    /** Upload addresses are valid for a day; and an older copy of the database may be put back. */
    private static final Duration IDS_KEPT = Duration.ofDays(90);

    private final JobWriter writer;
    private final DeletedJobs jobs;
    private final DeletionRows rows;
    private final EndedOwners ended;
    private final Deletions deletions;
    private final PictureStore store;

    DeletionPurge(
            JobWriter writer,
            DeletedJobs jobs,
            DeletionRows rows,
            EndedOwners ended,
            Deletions deletions,
            PictureStore store) {
        this.writer = writer;
        this.jobs = jobs;
        this.rows = rows;
        this.ended = ended;
        this.deletions = deletions;
        this.store = store;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                PeriodicTask.every(
                        Duration.ofSeconds(5),
                        "purge-deletions",
                        "what was deleted stays hidden for longer",
                        this::purge),
                PeriodicTask.every(
                                Duration.ofHours(6),
                                "forget-purged-ids",
                                "ids of deleted jobs stay",
                                () -> rows.forgetPurged(IDS_KEPT))
                        .firstAfter(Duration.ofMinutes(13)));
    }

    private void purge() {
        for (UUID id : rows.due(DELETIONS_AT_ONCE)) {
            boolean again = true;
            while (again) {
                Optional<PurgedPart> part =
                        writer.transaction(tx -> rows.lockDue(id).map(due -> purged(tx, due)));
                part.ifPresent(this::removeFiles);
                again = part.filter(PurgedPart::again).isPresent();
            }
        }
    }

    private PurgedPart purged(JobTransaction tx, Deletion due) {
        if (due.what() == DeletionKind.EVERYTHING && ended.endedBy(due) && deletions.forgotSome(tx, due)) {
            // Whoever hid the rest died meanwhile.
            return new PurgedPart(new PurgedJobs(List.of(), List.of(), true), List.of(), true);
        }
        PurgedJobs purged = jobs.purge(tx, due.id(), AT_ONCE);
        List<UUID> uploads = rows.purgeUploads(due.id());
        boolean some = !purged.jobs().isEmpty() || !purged.withoutPicture().isEmpty();
        boolean more = purged.more() || rows.hidesUploads(due.id());
        if (!more) {
            rows.purge(due);
            ended.purge(due);
            rows.over(due.id());
        } else if (!some) {
            rows.putOff(due.id(), LATER);
        }
        return new PurgedPart(purged, uploads, more && some);
    }

    /**
     * What one transaction has purged.
     *
     * @param again whether the next one can purge more at once
     */
    private record PurgedPart(PurgedJobs jobs, List<UUID> uploads, boolean again) {}

    private void removeFiles(PurgedPart part) {
        part.jobs().jobs().forEach(job -> remove(job, () -> store.removeAll(job.id())));
        part.jobs().withoutPicture().forEach(job -> remove(job, () -> store.removeAll(job.id())));
        part.uploads().forEach(upload -> remove(null, () -> store.removeUpload(upload)));
    }

    private static void remove(@Nullable Job job, FileRemoval removal) {
        try {
            removal.run();
        } catch (IOException e) {
            JobLog.about(LOG.atWarn(), job == null ? new UUID(0, 0) : job.id())
                    .log("A file that was deleted stays until the collector takes it: {}", e.toString());
        }
    }

    private interface FileRemoval {
        void run() throws IOException;
    }
}
