package imece.gateway.export;

import imece.gateway.http.Refusal;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.rows.Jobs;
import imece.gateway.picture.PictureSniffer;
import imece.gateway.picture.PictureStore;
import imece.gateway.picture.PictureStore.RunFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything of one owner as a ZIP: pictures and uploads, prompts.json, index.html. Which jobs there are is read once; what of them
 * has vanished when its turn comes is listed. One at a time for each owner.
 */
@Component
class OwnerExport {

    private static final int ROWS_AT_ONCE = 200;

    /** An export that says nothing for so long has been broken off. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Duration SAY_SO = Duration.ofSeconds(10);

    private final ExportRows rows;
    private final Jobs jobs;
    private final PictureStore store;
    private final JsonMapper json;
    private final Clock clock;

    OwnerExport(ExportRows rows, Jobs jobs, PictureStore store, JsonMapper json, Clock clock) {
        this.rows = rows;
        this.jobs = jobs;
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /** Where an export goes, once it is known that there will be one. */
    interface ExportDestination {
        OutputStream open() throws IOException;
    }

    /**
     * Writes it.
     *
     * @throws Refusal 429 if another one of this owner is being written
     */
    void write(UUID owner, ExportDestination to) throws IOException {
        boolean known = rows.known(owner);
        if (known && !rows.begin(owner, LEASE)) {
            throw Refusal.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "export-running",
                    "Your things are being taken away already, by another window perhaps.",
                    LEASE);
        }
        try (StoredZip zip = new StoredZip(to.open())) {
            new ExportWriting(owner, zip).all();
        } finally {
            if (known) {
                rows.over(owner);
            }
        }
    }

    /** One export on its way. */
    private final class ExportWriting {

        private final UUID owner;
        private final StoredZip zip;
        private final ExportContents contents = new ExportContents();
        private final Instant at = clock.instant();
        private long saidAt = System.nanoTime();

        ExportWriting(UUID owner, StoredZip zip) {
            this.owner = owner;
            this.zip = zip;
        }

        void all() throws IOException {
            List<UUID> ids = rows.jobs(owner);
            List<UUID> uploads = rows.uploads(owner);
            for (int from = 0; from < ids.size(); from += ROWS_AT_ONCE) {
                some(ids.subList(from, Math.min(ids.size(), from + ROWS_AT_ONCE)));
            }
            for (UUID upload : uploads) {
                upload(upload);
            }
            text(
                    "prompts.json",
                    to -> json.writerWithDefaultPrettyPrinter().writeValue(to, contents.prompts(owner, at)));
            text("index.html", to -> ExportPage.write(contents.prompts(owner, at), to));
        }

        private void some(List<UUID> ids) throws IOException {
            Map<UUID, Job> found = new HashMap<>();
            jobs.ownedAmong(ids, owner).forEach(job -> found.put(job.id(), job));
            for (UUID id : ids) {
                Job job = found.get(id);
                if (job == null) {
                    contents.vanished("job", id);
                } else {
                    contents.job(job, picture(job));
                }
                sayThatItGoesOn();
            }
        }

        /** The file of a job's picture in the export; null where it has none, or none any more. */
        private @Nullable String picture(Job job) throws IOException {
            if (!(job.state() instanceof JobState.Complete complete) || complete.pictureRemovedAt() != null) {
                return null;
            }
            Path file = store.find(new RunFile(
                            job.id(), job.counters().epoch(), complete.run().runId()))
                    .orElse(null);
            return file == null ? null : added("pictures/" + job.id(), file, complete.finishedAt());
        }

        private void upload(UUID id) throws IOException {
            Path file = store.findUpload(id).orElse(null);
            String name = file == null ? null : added("uploads/" + id, file, at);
            if (name == null) {
                contents.vanished("upload", id);
            } else {
                contents.upload(name);
            }
            sayThatItGoesOn();
        }

        private @Nullable String added(String stem, Path file, Instant time) throws IOException {
            try {
                String name = stem + "."
                        + PictureSniffer.kind(file)
                                .mediaType()
                                .replaceFirst(".*/", "")
                                .replace("jpeg", "jpg");
                zip.add(name, file, time);
                return name;
            } catch (NoSuchFileException vanished) {
                return null;
            }
        }

        private void text(String name, TextEntry text) throws IOException {
            Path draft = store.newDraft();
            try {
                try (Writer to = Files.newBufferedWriter(draft)) {
                    text.write(to);
                }
                zip.add(name, draft, at);
            } finally {
                Files.deleteIfExists(draft);
            }
        }

        private void sayThatItGoesOn() {
            if (System.nanoTime() - saidAt > SAY_SO.toNanos()) {
                rows.goesOn(owner, LEASE);
                saidAt = System.nanoTime();
            }
        }
    }

    private interface TextEntry {
        void write(Writer to) throws IOException;
    }
}
