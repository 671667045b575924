package imece.worker.run;

import imece.contract.LiveEvent;
import imece.contract.Phase;
import imece.fault.FaultPoint;
import imece.worker.engine.RenderWatcher;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far a run is: every change of phase, steps at most four times a second, previews at most twice. Remembers when
 * the engine last gave a sign of life.
 */
final class ProgressReport implements RenderWatcher {

    private static final Logger log = LoggerFactory.getLogger(ProgressReport.class);
    private static final Duration PROGRESS_GAP = Duration.ofMillis(250);
    private static final Duration PREVIEW_GAP = Duration.ofMillis(500);

    private final Run run;
    private final RunEvents events;
    private final LongSupplier nanoTime;
    private final Throttle progress = new Throttle(PROGRESS_GAP);
    private final Throttle previews = new Throttle(PREVIEW_GAP);
    private Phase phase = Phase.WAITING_FOR_GPU;
    private int step;
    private int steps;
    private volatile long lastSign;

    ProgressReport(Run run, RunEvents events) {
        this(run, events, System::nanoTime);
    }

    /** The same by this clock, which is like {@link System#nanoTime}. */
    ProgressReport(Run run, RunEvents events, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastSign = nanoTime.getAsLong();
        this.run = run;
        this.events = events;
        this.steps = run.job().spec().steps();
    }

    /** Time since the engine last called. */
    Duration silence() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastSign);
    }

    @Override
    public synchronized void phase(Phase next) {
        sign();
        phase = next;
        progress.pass(nanoTime.getAsLong());
        tell();
    }

    @Override
    public synchronized void step(int finished, int all) {
        FaultPoint.MID_RUN.reached();
        sign();
        step = finished;
        steps = all;
        if (progress.admit(nanoTime.getAsLong())) {
            tell();
        }
    }

    @Override
    public synchronized void preview(Supplier<BufferedImage> picture) {
        sign();
        if (!previews.admit(nanoTime.getAsLong())) {
            return;
        }
        try {
            events.preview(run.key(), run.nextSeq(), PreviewJpeg.of(picture.get()));
        } catch (RuntimeException e) {
            log.debug(
                    "A preview could not be made; the run goes on without it. job={}",
                    run.key().jobId(),
                    e);
        }
    }

    void sign() {
        lastSign = nanoTime.getAsLong();
    }

    private void tell() {
        if (run.stop().requested()) {
            return;
        }
        events.tell(new LiveEvent.Progress(
                run.key(), run.nextSeq(), run.slot(), phase, Percent.of(phase, step, steps), step, steps));
    }
}
