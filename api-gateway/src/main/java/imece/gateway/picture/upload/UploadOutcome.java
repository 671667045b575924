package imece.gateway.picture.upload;

import imece.gateway.http.Refusal;
import java.util.Locale;

/** What became of an upload, for the count of uploads. */
enum UploadOutcome {
    /** The picture is in the store. */
    STORED,
    /** It was there already: the worker had not heard the first answer. */
    REPEATED,
    /** The run had uploaded another picture. */
    CONFLICT,
    /** The address is not ours, or too old. */
    NOT_ALLOWED,
    /** Its bytes are no picture, or too many. */
    NOT_TAKEN,
    /** The sender broke off. */
    BROKEN_OFF,
    /** The disk is full. */
    STORE_FULL,
    /** The disk refused, or something else failed here. */
    FAILED;

    static UploadOutcome of(Refusal refusal) {
        return switch (refusal.problem().status()) {
            case CONFLICT -> CONFLICT;
            case FORBIDDEN, GONE -> NOT_ALLOWED;
            case UNSUPPORTED_MEDIA_TYPE, CONTENT_TOO_LARGE -> NOT_TAKEN;
            case BAD_REQUEST -> BROKEN_OFF;
            case INSUFFICIENT_STORAGE -> STORE_FULL;
            default -> FAILED;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
