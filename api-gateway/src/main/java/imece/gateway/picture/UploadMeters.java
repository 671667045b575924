package imece.gateway.picture;

import imece.gateway.http.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts uploads: how they ended, how long they took, and the bytes that the store took in. */
@Component
class UploadMeters {

    private final MeterRegistry meters;
    private final Map<UploadOutcome, Timer> timers = new EnumMap<>(UploadOutcome.class);
    private final Counter bytes;
    private final Counter full;
    private final Counter unavailable;

    UploadMeters(MeterRegistry meters) {
        this.meters = meters;
        // All of them from the start: a rate needs a zero to rise from.
        Arrays.stream(UploadOutcome.values())
                .forEach(outcome -> timers.put(outcome, meters.timer("imece.upload", "outcome", outcome.word())));
        this.full = meters.counter("imece.pictures.refused", "why", "disk-full");
        this.unavailable = meters.counter("imece.pictures.refused", "why", "disk-unavailable");
        this.bytes = Counter.builder("imece.upload.bytes").register(meters);
    }

    Timer.Sample begin() {
        return Timer.start(meters);
    }

    void end(Timer.Sample upload, UploadOutcome outcome) {
        upload.stop(Objects.requireNonNull(timers.get(outcome)));
    }

    /** The disk takes nothing. */
    void refused(boolean noRoom) {
        (noRoom ? full : unavailable).increment();
    }

    void tookIn(long size) {
        bytes.increment((double) size);
    }

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
        /** The sender broke off, or sent too slowly. */
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
                case BAD_REQUEST, REQUEST_TIMEOUT -> BROKEN_OFF;
                case INSUFFICIENT_STORAGE -> STORE_FULL;
                default -> FAILED;
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
