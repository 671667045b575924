package imece.local.farm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One process of a farm, as its launcher sees it. */
public interface Member {
    /** As people call it: "gateway-2". */
    String name();

    /**
     * Starts it and returns when it is ready. Starting again later gives it the same name and port.
     *
     * @throws imece.local.os.CommandProblem if it does not get ready
     */
    void start();

    /** Ends it in good order; kills it when the patience is over, or at once when hurry completes. Not running is fine. */
    void stop(Duration patience, CompletableFuture<Void> hurry);

    /** Completes when nothing goes on beside it that its start has set off, such as preparing the next start. */
    default CompletableFuture<Void> quiet() {
        return CompletableFuture.completedFuture(null);
    }

    /** The process while it runs. */
    Optional<ProcessHandle> process();

    /** Host and port, empty for one that listens nowhere. */
    String address();
}
