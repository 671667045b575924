package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.gateway.job.rows.JobLog;
import imece.gateway.picture.PictureStore.RunFile;
import imece.picture.PictureFile;
import imece.picture.PictureKind;
import imece.picture.PictureReading.PictureSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes one picture: onto the disk, looked at, and then, in one step, into the store. */
@Component
class UploadReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(UploadReceiver.class);

    private final PictureStore store;
    private final DiskSpace space;
    private final UploadMeters meters;
    private final StoreOutage outage;

    UploadReceiver(PictureStore store, DiskSpace space, UploadMeters meters, StoreOutage outage) {
        this.store = store;
        this.space = space;
        this.meters = meters;
        this.outage = outage;
    }

    /**
     * Takes it.
     *
     * @param size what it is to measure; empty = its address does not say
     * @param max bytes that may come
     * @param announcedBytes how large its sender says it is; negative = it did not say
     * @return whether it is new; false if the run had uploaded the same bytes before
     * @throws Refusal 400, 409, 413, 415, 503 or 507
     */
    boolean take(
            RunFile run,
            PictureKind announced,
            Optional<PictureSize> size,
            long max,
            long announcedBytes,
            InputStream sender) {
        try (UploadDraft uploadDraft = new UploadDraft(store.newDraft())) {
            if (!space.roomFor(announcedBytes)) {
                throw refused(run, true, DiskSpace.TOO_LITTLE, announcedBytes);
            }
            uploadDraft.fill(sender, max);
            RunPictureRule.require(PictureFile.read(uploadDraft.file()), announced, size);
            return switch (store.add(uploadDraft.file(), run)) {
                case NEW -> {
                    meters.tookIn(Files.size(uploadDraft.file()));
                    yield true;
                }
                case SAME_ALREADY_THERE -> false;
                case OTHER_ALREADY_THERE ->
                    throw Refusal.conflict("picture-exists", "This run has uploaded another picture before.");
            };
        } catch (IOException e) {
            throw refused(run, StoreRefusals.noRoom(e), StoreRefusals.sentence(e), announcedBytes);
        }
    }

    private Refusal refused(RunFile run, boolean noRoom, String why, long bytes) {
        meters.refused(noRoom);
        outage.met(why, bytes);
        JobLog.about(LOG.atDebug(), run.job()).log("is not stored yet: {} Its worker waits with it.", why);
        return StoreRefusals.later(noRoom);
    }

    /** An upload on its way to the disk; closing it leaves nothing behind. */
    static final class UploadDraft implements AutoCloseable {

        private static final Logger LOG = LoggerFactory.getLogger(UploadDraft.class);
        /** Small, for as many may come at once as there are connections. */
        private static final int CHUNK = 1 << 14;

        private final Path file;

        UploadDraft(Path file) {
            this.file = file;
        }

        Path file() {
            return file;
        }

        /**
         * Writes everything that comes, and makes it durable.
         *
         * @param max bytes that may come
         * @throws Refusal 413 if more come, 400 if the sender breaks off
         * @throws IOException if the disk does not take it
         */
        void fill(InputStream sender, long max) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                byte[] chunk = new byte[CHUNK];
                long taken = 0;
                for (int read = next(sender, chunk); read >= 0; read = next(sender, chunk)) {
                    taken += read;
                    if (taken > max) {
                        throw tooLarge(max);
                    }
                    ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
                channel.force(true);
            }
        }

        static Refusal tooLarge(long max) {
            return Refusal.of(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "too-large",
                    "The picture is larger than the " + max + " bytes that this address takes.");
        }

        private static int next(InputStream sender, byte[] chunk) {
            try {
                return sender.read(chunk);
            } catch (IOException e) {
                throw Refusal.of(HttpStatus.BAD_REQUEST, "broken-off", "The upload ended before the picture did.");
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("The draft {} could not be removed; the collector will try again in an hour.", file, e);
            }
        }
    }
}
