package imece.gateway.dispatch;

import imece.clock.MonotonicClock;
import imece.gateway.dispatch.PlacedJob.StartedRun;
import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.rows.RunEstimateBook;
import imece.gateway.workers.RunPaces;
import imece.gateway.workers.RunPaces.RunPace;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which runs leave their seat so soon that the next job may be given to the broker for it. */
@Component
class RunsAboutToEnd {

    /** Longer than a message takes to a slot, and so short that whoever comes meanwhile is not late for this seat. */
    static final Duration SOON = Duration.ofSeconds(2);

    private final RunPaces paces;
    private final RunEstimateBook estimates;
    private final MonotonicClock clock;

    RunsAboutToEnd(RunPaces paces, RunEstimateBook estimates, MonotonicClock clock) {
        this.paces = paces;
        this.estimates = estimates;
        this.clock = clock;
    }

    /** Whether this run, of this job on a GPU of this name, is about to end. */
    boolean contains(PlacedJob job, StartedRun run, String gpuName) {
        if (run.puttingAway()) {
            return true;
        }
        Optional<Duration> byPace = paces.of(run.id()).flatMap(this::left);
        long usual = estimates.runMillis(job.job().lane().checkpoint(), SizeClass.ofWork(job.work()), gpuName);
        boolean unknown = usual == RunEstimates.RUN_UNKNOWN;
        return aboutToEnd(byPace, unknown ? Optional.empty() : Optional.of(Duration.ofMillis(usual - run.millis())));
    }

    private Optional<Duration> left(RunPace pace) {
        return pace.left(clock.now());
    }

    /**
     * Whether a run is about to end, by what its own steps say, or by how long others took. If neither is known it is, from its
     * start: it may be a very short one.
     */
    static boolean aboutToEnd(Optional<Duration> leftByPace, Optional<Duration> leftByEstimate) {
        if (leftByPace.isEmpty() && leftByEstimate.isEmpty()) {
            return true;
        }
        return soon(leftByPace) || soon(leftByEstimate);
    }

    private static boolean soon(Optional<Duration> left) {
        return left.isPresent() && left.get().compareTo(SOON) <= 0;
    }
}
