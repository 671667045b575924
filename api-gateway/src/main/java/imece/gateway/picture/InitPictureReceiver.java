package imece.gateway.picture;

import imece.gateway.http.Refusal;
import imece.gateway.owner.Asker;
import imece.gateway.owner.OwnerAdmission;
import imece.gateway.owner.OwnerMoved;
import imece.gateway.picture.UploadReceiver.UploadDraft;
import imece.gateway.picture.decode.PictureDecoder;
import imece.picture.PictureFile;
import imece.picture.PictureKind;
import imece.picture.PictureReading.PictureSize;
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
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes a picture that a visitor wants jobs to begin from: onto the disk, looked at, decoded and written anew, into the store, and
 * only then into the database. A file that no row names is removed after an hour.
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
    private final PictureDecoder decoder;
    private final OwnerAdmission admission;
    private final TransactionOperations transactions;
    private final Clock clock;

    InitPictureReceiver(
            PictureStore store,
            DiskSpace space,
            UploadMeters meters,
            InitPictures pictures,
            PictureDecoder decoder,
            OwnerAdmission admission,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.space = space;
        this.meters = meters;
        this.pictures = pictures;
        this.decoder = decoder;
        this.admission = admission;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes it: whatever its name or type, its bytes say what it is. What is kept is a plain PNG of what a person sees.
     *
     * @param announcedBytes how large its sender says it is; negative = it did not say
     * @throws Refusal 400, 403, 413, 415, 429, 503 or 507
     */
    Upload take(Asker asker, long announcedBytes, InputStream sender) {
        UUID owner = OwnerMoved.following(asker.owner(), present -> {
            admission.requireStore(asker.as(present));
            return present;
        });
        if (pictures.countOf(owner) >= MOST_PER_VISITOR) {
            throw Refusal.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-uploads",
                    "You have " + MOST_PER_VISITOR + " uploads already. Those that no job asks for are removed "
                            + InitPictures.UPLOAD_KEPT.toDays() + " days later; use one of them meanwhile.",
                    PATIENCE);
        }
        try (UploadDraft stranger = new UploadDraft(store.newDraft());
                UploadDraft plain = new UploadDraft(store.newDraft())) {
            requireRoom(announcedBytes < 0 ? InitPictures.UPLOAD_BYTES : announcedBytes);
            stranger.fill(sender, InitPictures.UPLOAD_BYTES);
            InitPictureRule.require(PictureFile.read(stranger.file()));
            PictureSize size = InitPictureRule.require(decoder.decode(stranger.file(), plain.file()));
            requireRoom(0);
            return keep(asker, plain, size);
        } catch (IOException e) {
            throw refused(StoreRefusals.noRoom(e), e.toString());
        }
    }

    private Upload keep(Asker asker, UploadDraft plain, PictureSize size) throws IOException {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Upload upload = new Upload(
                id,
                "/api/uploads/" + id,
                PictureKind.PNG.mediaType(),
                size.width(),
                size.height(),
                Files.size(plain.file()),
                now,
                now.plus(InitPictures.UPLOAD_KEPT));
        store.addUpload(plain.file(), id);
        try {
            return OwnerMoved.following(asker.owner(), owner -> added(upload, asker.as(owner)));
        } catch (Refusal nobodys) {
            store.removeUpload(id);
            throw nobodys;
        }
    }

    /** While it was read its owner may have moved, or ended. */
    private Upload added(Upload upload, Asker asker) {
        transactions.executeWithoutResult(tx -> {
            admission.keep(asker);
            pictures.add(upload, asker);
        });
        return upload;
    }

    private void requireRoom(long bytes) throws IOException {
        if (!space.roomForVisitors(bytes)) {
            throw refused(
                    true,
                    "Less than " + DiskSpace.RESERVE + " times imece.gateway.pictures.min-free is left. Make room.");
        }
    }

    private Refusal refused(boolean noRoom, String why) {
        meters.refused(noRoom);
        log.error("The picture store takes no uploads of visitors now. {}", why);
        return StoreRefusals.later(noRoom);
    }
}
