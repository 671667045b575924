package imece.gateway.picture;

import imece.gateway.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes one picture: onto the disk, looked at, and then, in one step, into the store. */
@Component
class TakingUploads {

    private static final Logger LOG = LoggerFactory.getLogger(TakingUploads.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PictureStore store;

    TakingUploads(PictureStore store) {
        this.store = store;
    }

    /**
     * Takes it.
     *
     * @param max bytes that may come
     * @return whether it is new; false if the run had uploaded the same bytes before
     * @throws Refusal 400, 409, 413, 415, 503 or 507
     */
    boolean take(RunFile run, PictureKind announced, long max, InputStream sender) {
        try (Draft draft = new Draft(store.newDraft())) {
            draft.fill(sender, max);
            Sniffed picture = Sniffing.sniff(draft.file()).orElseThrow(TakingUploads::noPicture);
            if (picture.kind() != announced || !picture.sane()) {
                throw noPicture();
            }
            return switch (store.add(draft.file(), run)) {
                case NEW -> true;
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
                        + Sniffed.MOST_SIDE + " pixels.");
    }

    private static Refusal diskFailed(RunFile run, IOException failure) {
        String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = reason.contains("no space") || reason.contains("quota");
        LOG.error(
                "The picture store takes nothing ({}); job={} waits with its picture. {}",
                full ? "the disk is full" : "the disk refuses",
                run.job(),
                failure.toString());
        return Refusal.later(
                full ? HttpStatus.INSUFFICIENT_STORAGE : HttpStatus.SERVICE_UNAVAILABLE,
                full ? "store-full" : "store-unavailable",
                "The picture store takes nothing at the moment. Please try again.",
                PATIENCE);
    }
}
