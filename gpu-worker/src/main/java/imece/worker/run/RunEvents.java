package imece.worker.run;

import imece.contract.LiveEvent;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import java.util.concurrent.CompletableFuture;

/** Where a run's news goes. */
public interface RunEvents {

    /** Publishes a change of state until it is confirmed; the answer completes then, however long the broker is away. */
    CompletableFuture<Void> report(StatusEvent event);

    /** Publishes what only decorates; never waits, and loses it if the broker is away. */
    void tell(LiveEvent event);

    /** Publishes a preview; never waits, and loses it if the broker is away. */
    void preview(RunKey run, long seq, byte[] jpeg);
}
