package imece.gateway.submit;

import imece.gateway.http.Refusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Lets a few submits at the database at once. They join a lane one after the other anyway, and all that wait for that would
 * hold connections, and threads, that uploads and the ingest need: prompts that come faster than they can be taken must not
 * keep jobs from ending. What would have to wait for too long is refused, and told when to come back.
 */
@Component
class SubmitGate {

    /** Half of the pool's connections. */
    static final int AT_ONCE = 6;

    /** Three quarters of the server's threads, with those above. */
    static final int WAITING = 144;

    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final Semaphore inside = new Semaphore(AT_ONCE, true);
    private final Semaphore waiting = new Semaphore(AT_ONCE + WAITING);

    /**
     * Does the work as soon as it is its turn.
     *
     * @throws Refusal 503 if too many wait already, or the gateway is being stopped
     */
    <T> T through(Supplier<T> work) {
        if (!waiting.tryAcquire()) {
            throw busy();
        }
        try {
            inside.acquire();
            try {
                return work.get();
            } finally {
                inside.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting.release();
        }
    }

    /** How many are inside or wait. */
    int crowd() {
        return AT_ONCE + WAITING - waiting.availablePermits();
    }

    private static Refusal busy() {
        return Refusal.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "More prompts come in than this gateway can take. Nothing was lost; please try again.",
                COME_BACK);
    }
}
