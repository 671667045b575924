package imece.worker.run;

import imece.contract.StatusEvent;
import imece.worker.run.Run.RunEnd;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a run's changes of state in order: each once the one before it is confirmed. */
final class RunReport {

    private static final Logger log = LoggerFactory.getLogger(RunReport.class);

    private final Run run;
    private final RunEvents events;
    private final InstantSource clock;
    private CompletableFuture<Void> confirmed = CompletableFuture.completedFuture(null);

    RunReport(Run run, RunEvents events, InstantSource clock) {
        this.run = run;
        this.events = events;
        this.clock = clock;
    }

    void started() {
        publish(new StatusEvent.Started(
                run.key(), run.nextSeq(), run.slot(), clock.instant(), run.job().secret()));
    }

    /** Waits until all that was published is confirmed, but no longer than this: the run goes on either way. */
    void awaitConfirmed(Duration patience) throws InterruptedException {
        try {
            confirmed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.debug(
                    "The start is not confirmed yet; the run goes on. job={}",
                    run.key().jobId());
        } catch (ExecutionException e) {
            throw new IllegalStateException("Publishing never gives up.", e);
        }
    }

    /** Publishes how the run ended, if that is to be told, and waits until all its events are confirmed. */
    void ended(RunEnd end) throws InterruptedException {
        switch (end) {
            case RunEnd.Untouched u -> {}
            case RunEnd.Dropped d -> {}
            case RunEnd.Completed c ->
                publishAndWait(() -> new StatusEvent.Completed(
                        run.key(),
                        run.nextSeq(),
                        run.slot(),
                        clock.instant(),
                        c.picture(),
                        c.renderMillis(),
                        c.used().asAsked() ? null : c.used(),
                        run.job().secret(),
                        run.times().loadMillis(),
                        run.times().gpuMillis()));
            case RunEnd.Failed f ->
                publishAndWait(() -> new StatusEvent.Failed(
                        run.key(),
                        run.nextSeq(),
                        run.slot(),
                        clock.instant(),
                        f.failure(),
                        run.job().secret(),
                        run.times().loadMillis(),
                        run.times().gpuMillis()));
            case RunEnd.Released r ->
                publishAndWait(() -> new StatusEvent.Released(
                        run.key(),
                        run.nextSeq(),
                        run.slot(),
                        clock.instant(),
                        r.reason(),
                        run.job().secret()));
        }
    }

    private void publishAndWait(Supplier<StatusEvent> event) throws InterruptedException {
        run.enter(Run.Stage.REPORTING);
        publish(event.get());
        try {
            confirmed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Publishing never gives up.", e);
        }
    }

    private void publish(StatusEvent event) {
        confirmed = confirmed.thenCompose(done -> events.report(event));
    }
}
