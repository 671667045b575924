package imece.gateway.picture.upload;

import imece.gateway.http.Refusal;
import imece.gateway.job.view.JobLog;
import imece.gateway.picture.DiskSpace;
import imece.gateway.picture.PictureKind;
import imece.gateway.picture.PictureSniffer;
import imece.gateway.picture.PictureStore;
import imece.gateway.picture.RunFile;
import imece.gateway.picture.SniffedPicture;
import imece.gateway.picture.StoreRefusals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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

    UploadReceiver(PictureStore store, DiskSpace space, UploadMeters meters) {
        this.store = store;
        this.space = space;
        this.meters = meters;
    }

    /**
     * Takes it.
     *
     * @param max bytes that may come
     * @param announcedBytes how large its sender says it is; negative = it did not say
     * @return whether it is new; false if the run had uploaded the same bytes before
     * @throws Refusal 400, 409, 413, 415, 503 or 507
     */
    boolean take(RunFile run, PictureKind announced, long max, long announcedBytes, InputStream sender) {
        try (UploadDraft uploadDraft = new UploadDraft(store.newDraft())) {
            if (!space.roomFor(announcedBytes)) {
                throw refused(run, true, "Less than imece.gateway.pictures.min-free would be left. Make room.");
            }
            uploadDraft.fill(sender, max);
            SniffedPicture picture = PictureSniffer.sniff(uploadDraft.file()).orElseThrow(UploadReceiver::noPicture);
            if (picture.kind() != announced || !picture.sane()) {
                throw noPicture();
            }
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
            throw diskFailed(run, e);
        }
    }

    private static Refusal noPicture() {
        return Refusal.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "no-picture",
                "This is not a whole PNG, JPEG or WebP picture of its announced type with sides of at most "
                        + SniffedPicture.MOST_SIDE + " pixels.");
    }

    private Refusal diskFailed(RunFile run, IOException failure) {
        return refused(run, StoreRefusals.noRoom(failure), failure.toString());
    }

    private Refusal refused(RunFile run, boolean noRoom, String why) {
        meters.refused(noRoom);
        JobLog.about(LOG.atError(), run.job())
                .log(
                        "The picture store takes nothing ({}); the worker waits with its picture. {}",
                        noRoom ? "the disk is full" : "the disk refuses",
                        why);
        return StoreRefusals.later(noRoom);
    }
}
