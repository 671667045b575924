package imece.gateway.workers;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How fast runs go on, by what their workers say live; what may have got lost is not known. For any thread. */
@Component
public class RunPaces {

    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final MonotonicClock clock;
    private final Map<UUID, RunPace> paces = new ConcurrentHashMap<>();

    RunPaces(MonotonicClock clock) {
        this.clock = clock;
    }

    /**
     * A run, as was last heard of it.
     *
     * @param phase what it did
     * @param step finished steps
     * @param steps all of them
     * @param at when that was heard
     * @param firstStep finished steps when its denoising was heard of first; 0 if it was not yet
     * @param since when that was
     */
    public record RunPace(Phase phase, int step, int steps, Moment at, int firstStep, Moment since) {

        /** How long its denoising goes on at this pace; empty while that is not known, zero if it is over. */
        public Optional<Duration> left(Moment now) {
            return switch (phase) {
                case DECODING, UPLOADING -> Optional.of(Duration.ZERO);
                case WAITING_FOR_GPU, LOADING_CHECKPOINT -> Optional.empty();
                case DENOISING -> {
                    if (step <= firstStep || steps == 0) {
                        yield Optional.empty();
                    }
                    Duration all = since.until(at).multipliedBy(steps - step).dividedBy(step - firstStep);
                    Duration left = all.minus(at.until(now));
                    yield Optional.of(left.isNegative() ? Duration.ZERO : left);
                }
            };
        }

        private RunPace then(LiveEvent.Progress progress, Moment now) {
            return phase == Phase.DENOISING
                    ? new RunPace(progress.phase(), progress.step(), progress.steps(), now, firstStep, since)
                    : first(progress, now);
        }

        private static RunPace first(LiveEvent.Progress progress, Moment now) {
            return new RunPace(progress.phase(), progress.step(), progress.steps(), now, progress.step(), now);
        }
    }

    /** Takes note of how far a run is. */
    void hear(LiveEvent.Progress progress) {
        Moment now = clock.now();
        UUID run = progress.run().runId();
        if (paces.size() >= MOST && !paces.containsKey(run)) {
            paces.values().removeIf(pace -> pace.at().until(now).compareTo(FORGOTTEN) > 0);
            if (paces.size() >= MOST) {
                return;
            }
        }
        paces.merge(run, RunPace.first(progress, now), (before, first) -> before.then(progress, now));
    }

    /** What was last heard of this run; empty if nothing was within a minute. */
    public Optional<RunPace> of(UUID run) {
        return Optional.ofNullable(paces.get(run))
                .filter(pace -> pace.at().until(clock.now()).compareTo(FORGOTTEN) <= 0);
    }
}
