package imece.gateway.picture.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.EnumMap;
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
}
