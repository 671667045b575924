package imece.worker.run;

import imece.contract.Failure;
import imece.time.Backoff;
import imece.worker.engine.EngineFailures;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far one slot is trusted, by how its runs have ended. Pure: each news makes a new value. Different jobs that fail here one
 * after the other, without a picture in between, speak against the slot; a job that has been tried before speaks only against
 * itself. An open circuit is closed by a canary picture and by nothing else.
 *
 * @param failedFirst jobs whose first run failed here since the last picture
 * @param why one sentence on why it is open; null = it is closed
 * @param vain canaries in a row that failed
 */
record Circuit(Set<UUID> failedFirst, @Nullable String why, int vain) {

    /** Nothing speaks against the slot. */
    static final Circuit CLOSED = new Circuit(Set.of(), null, 0);

    /** So many different jobs are no accident. */
    static final int ENOUGH = 3;

    private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    Circuit {
        failedFirst = Set.copyOf(failedFirst);
    }

    /** Whether the slot is quarantined. */
    boolean open() {
        return why != null;
    }

    /** A picture was drawn. One that was begun before the circuit opened is not proof enough. */
    Circuit drew() {
        return open() ? this : CLOSED;
    }

    /**
     * A run failed in the engine.
     *
     * @param tried whether the job has been tried before, here or elsewhere
     */
    Circuit failed(UUID job, boolean tried, Failure failure) {
        if (open() || tried || !failure.retryable() || EngineFailures.lacksSomething(failure)) {
            return this;
        }
        Set<UUID> more = new HashSet<>(failedFirst);
        more.add(job);
        return more.size() < ENOUGH
                ? new Circuit(more, null, 0)
                : new Circuit(Set.of(), more.size() + " jobs in a row failed here, the last: " + failure.message(), 0);
    }

    /** The engine was told to stop and did not. */
    Circuit stuck() {
        return open() ? this : new Circuit(Set.of(), "The engine did not stop when it was told to.", 0);
    }

    /** A canary has failed. */
    Circuit canaryFailed(String fault) {
        return new Circuit(Set.of(), "The last canary picture failed. " + fault, vain + 1);
    }

    /** How long until the next canary. */
    Duration pause() {
        return PAUSE.after(1 + vain);
    }
}
