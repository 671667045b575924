package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.gateway.picture.PictureSniffer.PictureKind;
import imece.gateway.picture.PictureSniffer.SniffedPicture;
import imece.gateway.picture.UploadReceiver.UploadDraft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Takes a picture that a visitor wants jobs to begin from: onto the disk, looked at, into the store, and only then into the
 * database. A file that no row names is removed after an hour.
 */
@Component
class InitPictureReceiver {

    private static final Logger log = LoggerFactory.getLogger(InitPictureReceiver.class);
    private static final int MOST_PER_VISITOR = 200;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final PictureStore store;
    private final DiskSpace space;
    private final UploadMeters meters;
    private final InitPictures pictures;
    private final Clock clock;

    InitPictureReceiver(PictureStore store, DiskSpace space, UploadMeters meters, InitPictures pictures, Clock clock) {
        this.store = store;
        this.space = space;
        this.meters = meters;
        this.pictures = pictures;
        this.clock = clock;
    }

    /**
     * Takes it.
     *
     * @param announcedBytes how large its sender says it is; negative = it did not say
     * @throws Refusal 400, 413, 415, 429, 503 or 507
     */
    Upload take(UUID owner, PictureKind announced, long announcedBytes, InputStream sender) {
        if (pictures.countOf(owner) >= MOST_PER_VISITOR) {
            throw Refusal.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-uploads",
                    "You have " + MOST_PER_VISITOR + " uploads already. Those that no job asks for are removed "
                            + InitPictures.UPLOAD_KEPT.toDays() + " days later; use one of them meanwhile.",
                    PATIENCE);
        }
        try (UploadDraft uploadDraft = new UploadDraft(store.newDraft())) {
            if (!space.roomForVisitors(announcedBytes < 0 ? InitPictures.UPLOAD_BYTES : announcedBytes)) {
                throw refused(
                        true,
                        "Less than " + DiskSpace.RESERVE
                                + " times imece.gateway.pictures.min-free is left. Make room.");
            }
            uploadDraft.fill(sender, InitPictures.UPLOAD_BYTES);
            SniffedPicture picture =
                    PictureSniffer.sniff(uploadDraft.file()).orElseThrow(InitPictureReceiver::noPicture);
            if (picture.kind() != announced || !picture.sane()) {
                throw noPicture();
            }
            UUID id = UUID.randomUUID();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Upload upload = new Upload(
                    id,
                    "/api/uploads/" + id,
                    announced.mediaType(),
                    picture.width(),
                    picture.height(),
                    Files.size(uploadDraft.file()),
                    now,
                    now.plus(InitPictures.UPLOAD_KEPT));
            store.addUpload(uploadDraft.file(), id);
            pictures.add(upload, owner);
            return upload;
        } catch (IOException e) {
            throw refused(StoreRefusals.noRoom(e), e.toString());
        }
    }

    static Refusal noPicture() {
        return Refusal.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "no-picture",
                "This is not a whole PNG or JPEG picture of its announced type with sides of at most "
                        + InitPictures.UPLOAD_SIDE + " pixels.");
    }

    private Refusal refused(boolean noRoom, String why) {
        meters.refused(noRoom);
        log.error("The picture store takes no uploads of visitors now. {}", why);
        return StoreRefusals.later(noRoom);
    }
}
