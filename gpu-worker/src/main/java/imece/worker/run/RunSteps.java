package imece.worker.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import imece.contract.Failure;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.UsedValues;
import imece.contract.Wire;
import imece.fault.FaultPoint;
import imece.worker.engine.ImageEngine;
import imece.worker.gpu.GpuLock;
import imece.worker.png.Infotext;
import imece.worker.png.Png;
import imece.worker.png.PngText;
import imece.worker.png.Receipt;
import imece.worker.run.PictureDrawing.DrawingResult;
import imece.worker.run.PictureDrawing.DrawingResult.DrawnPicture;
import imece.worker.run.PictureUpload.UploadAnswer;
import imece.worker.run.Run.RunEnd;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two stages of a run on one slot: draw, which asks for the GPU and gives it back, and put away, which signs the picture and
 * uploads it. Whichever of them ends the
 * run, it ends in one {@link RunEnd}, and on return everything that was to be told about it is confirmed.
 */
public final class RunSteps {

    private static final Logger log = LoggerFactory.getLogger(RunSteps.class);

    private final PictureDrawing drawing;
    private final PictureUpload upload;
    private final GpuLock lock;
    private final RunEvents events;
    private final Admission admission;
    private final SharedProcess process;
    private final Quarantine quarantine;
    private final InstantSource clock;

    /** Steps for one slot. */
    public RunSteps(
            ImageEngine engine,
            RunLimits limits,
            GpuLock lock,
            PictureUpload upload,
            RunEvents events,
            Admission admission,
            SharedProcess process,
            Quarantine quarantine,
            InstantSource clock) {
        this.drawing = new PictureDrawing(engine, limits, lock, events, process, quarantine);
        this.upload = upload;
        this.lock = lock;
        this.events = events;
        this.admission = admission;
        this.process = process;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /**
     * Draws the run's picture, which {@link #putAway} must be called with, or ends the run.
     *
     * @throws InterruptedException if the process ends before that; the delivery is then left as it is
     */
    public DrawingResult draw(Run run) throws InterruptedException {
        RunReport report = new RunReport(run, events, clock);
        Optional<RunEnd> refusal = refuse(run);
        if (refusal.isPresent()) {
            return ended(run, report, refusal.get());
        }
        boolean over = true;
        try {
            return switch (drawn(run, report)) {
                case DrawnPicture picture -> {
                    over = false;
                    yield picture;
                }
                case RunEnd end -> ended(run, report, end);
            };
        } finally {
            if (over) {
                process.leave(run.mustBeAlone());
            }
        }
    }

    /**
     * Puts a drawn picture away and reports how its run ended.
     *
     * @throws InterruptedException if the process ends before that; the delivery is then left as it is
     */
    public RunEnd putAway(DrawnPicture picture) throws InterruptedException {
        Run run = picture.run();
        try {
            return ended(run, picture.report(), stored(picture));
        } finally {
            process.leave(run.mustBeAlone());
        }
    }

    /** How the run ends before it begins; empty = it is among the runs of this process. */
    private Optional<RunEnd> refuse(Run run) throws InterruptedException {
        Optional<RunEnd> refusal = admission.refuse(run);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (quarantine.active()) {
            // It was on its way here when the slot went out of work.
            return Optional.of(new RunEnd.Released(ReleaseReason.QUARANTINED));
        }
        if (process.closed()) {
            run.enter(Run.Stage.WAITING_FOR_GPU);
        }
        Duration patience = Duration.ofSeconds(run.job().maxRunSeconds());
        if (process.join(run.mustBeAlone(), run.stop(), patience)) {
            return Optional.empty();
        }
        return Optional.of(run.stop().requested() ? RunEnd.stopped(run) : new RunEnd.Released(ReleaseReason.GPU_BUSY));
    }

    private DrawingResult drawn(Run run, RunReport report) throws InterruptedException {
        try {
            return drawing.draw(run, report);
        } catch (RuntimeException e) {
            return brokeOff(run, e);
        }
    }

    private RunEnd stored(DrawnPicture picture) throws InterruptedException {
        try {
            return uploaded(picture);
        } catch (RuntimeException e) {
            return brokeOff(picture.run(), e);
        }
    }

    private RunEnd uploaded(DrawnPicture picture) throws InterruptedException {
        Run run = picture.run();
        Png png = signed(picture);
        run.enter(Run.Stage.UPLOADING);
        String runId = run.key().runId().toString();
        return switch (upload.put(run.job(), runId, png, picture.patience(), run.stop())) {
            case UploadAnswer.Stored s -> {
                FaultPoint.PICTURE_UPLOADED.reached();
                yield new RunEnd.Completed(
                        new Picture(png.sha256(), png.bytes().length, png.width(), png.height()),
                        picture.spent().toMillis(),
                        picture.used());
            }
            case UploadAnswer.Expired e -> new RunEnd.Released(ReleaseReason.UPLOAD_EXPIRED);
            case UploadAnswer.Refused r -> new RunEnd.Failed(r.failure());
            case UploadAnswer.GaveUp g -> {
                log.warn(
                        "The picture could not be stored ({}); its job goes back to the line, unspent. job={}",
                        g.why(),
                        run.key().jobId());
                yield new RunEnd.Released(ReleaseReason.STORE_UNAVAILABLE);
            }
            case UploadAnswer.Taken t ->
                // Told, not dropped in silence: nobody else would end this run before its worker's silence about it
                // does.
                new RunEnd.Failed(new Failure("upload-conflict", "Another picture lies under this run's name.", true));
            case UploadAnswer.Stopped s -> RunEnd.stopped(run);
        };
    }

    private static Png signed(DrawnPicture picture) {
        Run run = picture.run();
        RenderSpec spec = run.job().spec();
        Receipt receipt = Receipt.of(run.key(), run.attempt(), run.slot(), picture.checkpoint(), spec);
        Object told = picture.used().asAsked() ? receipt : new UsedReceipt(receipt, picture.used());
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Infotext.KEYWORD, Infotext.of(spec, picture.checkpoint(), picture.used()));
        texts.put(Receipt.KEYWORD, new String(Wire.write(told), StandardCharsets.UTF_8));
        return PngText.with(picture.png(), texts);
    }

    /** A receipt that also tells what was not used as it was asked for. */
    private record UsedReceipt(@JsonUnwrapped Receipt receipt, UsedValues used) {}

    private static RunEnd brokeOff(Run run, RuntimeException e) {
        log.error(
                "This run broke off; the job is tried again. job={}", run.key().jobId(), e);
        return new RunEnd.Failed(new Failure("worker-error", "The worker made a mistake: " + e + ".", true));
    }

    private RunEnd ended(Run run, RunReport report, RunEnd end) throws InterruptedException {
        RunLog.ended(run, end);
        report.ended(end);
        admission.ended(run, end);
        return end;
    }

    /** Whether the GPU's lock could be had right now. */
    public boolean gpuIsFree() {
        try {
            return lock.free();
        } catch (UncheckedIOException e) {
            log.debug("The GPU lock still does not work.", e);
            return false;
        }
    }

    /** One sentence on why drawn pictures cannot be put away; null while they can. */
    public @Nullable String storeTrouble() {
        return upload.trouble();
    }

    /** Whether a run of this process is alone or waits to be, so that nothing new should be taken. */
    public boolean closed() {
        return process.closed();
    }
}
