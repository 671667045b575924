package imece.worker.run;

import imece.contract.Failure;
import imece.contract.Phase;
import imece.contract.Picture;
import imece.contract.ReleaseReason;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.Wire;
import imece.fault.FaultPoint;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.gpu.HeldGpu;
import imece.worker.png.Infotext;
import imece.worker.png.Png;
import imece.worker.png.PngText;
import imece.worker.png.Receipt;
import imece.worker.upload.InitFetch;
import imece.worker.upload.PictureUpload;
import imece.worker.upload.UploadAnswer;
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

/** The steps of a run on one slot: check, fetch, lock, start, render, sign, upload, report. They end in one {@link Outcome}. */
public final class RunSteps {

    private static final Logger log = LoggerFactory.getLogger(RunSteps.class);

    private static final Duration START_CONFIRMED_WITHIN = Duration.ofSeconds(2);

    private final ImageEngine engine;
    private final InitFetch initFetch = new InitFetch(PictureUpload.client());
    private final EngineCall engineCall;
    private final GpuLock lock;
    private final PictureUpload upload;
    private final Events events;
    private final Admission admission;
    private final Company company;
    private final Quarantine quarantine;
    private final InstantSource clock;

    /** Steps for one slot. */
    public RunSteps(
            ImageEngine engine,
            RunLimits limits,
            GpuLock lock,
            PictureUpload upload,
            Events events,
            Admission admission,
            Company company,
            Quarantine quarantine,
            InstantSource clock) {
        this.engine = engine;
        this.engineCall = new EngineCall(engine, limits);
        this.lock = lock;
        this.upload = upload;
        this.events = events;
        this.admission = admission;
        this.company = company;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /**
     * Does the run and reports it; on return everything that was to be told is confirmed.
     *
     * @param drawn is called once the picture is drawn and the GPU free again, if other runs may begin beside this one
     * @throws InterruptedException if the process ends before that; the delivery is then left as it is
     */
    public Outcome perform(Run run, Runnable drawn) throws InterruptedException {
        Optional<Outcome> refusal = admission.refuse(run);
        if (refusal.isPresent()) {
            return reported(run, new RunReport(run, events, clock), refusal.get());
        }
        if (quarantine.active()) {
            // It was on its way here when the slot went out of work.
            return reported(run, new RunReport(run, events, clock), new Outcome.Released(ReleaseReason.QUARANTINED));
        }
        boolean alone = run.job().neighbours() == RenderJob.Neighbours.NONE;
        if (company.closed()) {
            run.enter(Run.Stage.WAITING_FOR_GPU);
        }
        if (!company.join(alone, run.stop(), Duration.ofSeconds(run.job().maxRunSeconds()))) {
            Outcome outcome = run.stop().requested() ? stopped(run) : new Outcome.Released(ReleaseReason.GPU_BUSY);
            return reported(run, new RunReport(run, events, clock), outcome);
        }
        try {
            return inCompany(run, alone ? () -> {} : drawn);
        } finally {
            company.leave(alone);
        }
    }

    private Outcome inCompany(Run run, Runnable drawn) throws InterruptedException {
        RunReport report = new RunReport(run, events, clock);
        Outcome outcome;
        try {
            outcome = fetched(run, report, drawn);
        } catch (RuntimeException e) {
            log.error(
                    "This run broke off; the job is tried again. job={}",
                    run.key().jobId(),
                    e);
            outcome = new Outcome.Failed(new Failure("worker-error", "The worker made a mistake: " + e + ".", true));
        }
        return reported(run, report, outcome);
    }

    private Outcome reported(Run run, RunReport report, Outcome outcome) throws InterruptedException {
        RunLog.ended(run, outcome);
        report.ended(outcome);
        admission.ended(run, outcome);
        return outcome;
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

    /** Whether a run of this process is alone or waits to be, so that nothing new should be taken. */
    public boolean closed() {
        return company.closed();
    }

    /** What a picture begins from is there before the GPU is asked for. */
    private Outcome fetched(Run run, RunReport report, Runnable drawn) throws InterruptedException {
        if (run.job().spec().initImageId() == null) {
            return withGpu(run, null, report, drawn);
        }
        return switch (initFetch.fetch(run.job(), run.stop())) {
            case InitFetch.Fetched.Picture init -> withGpu(run, init.picture(), report, drawn);
            case InitFetch.Fetched.Failed failed -> new Outcome.Failed(failed.failure());
            case InitFetch.Fetched.Stopped s -> stopped(run);
        };
    }

    private Outcome withGpu(Run run, @Nullable InitPicture init, RunReport report, Runnable drawn)
            throws InterruptedException {
        RunProgress progress = new RunProgress(run, events);
        GpuLock.Answer answer;
        try {
            answer = lock.acquire(run.job().jobId(), run.stop(), () -> {
                run.enter(Run.Stage.WAITING_FOR_GPU);
                progress.phase(Phase.WAITING_FOR_GPU);
            });
        } catch (UncheckedIOException e) {
            log.error(
                    "The GPU lock does not work: {} job={}",
                    e.getMessage(),
                    run.key().jobId());
            return new Outcome.Released(ReleaseReason.GPU_BUSY);
        }
        return switch (answer) {
            case GpuLock.TimedOut t -> new Outcome.Released(ReleaseReason.GPU_BUSY);
            case GpuLock.Stopped s -> stopped(run);
            case HeldGpu held -> render(run, init, report, progress, held, drawn);
        };
    }

    private Outcome render(
            Run run, @Nullable InitPicture init, RunReport report, RunProgress progress, HeldGpu held, Runnable drawn)
            throws InterruptedException {
        long begin = System.nanoTime();
        Duration patience = Duration.ofSeconds(run.job().maxRunSeconds());
        try {
            FaultPoint.GPU_LOCKED.reached();
            report.started();
            FaultPoint.STARTED_SENT.reached();
            run.enter(Run.Stage.RENDERING);
            if (company.sharedNow() || run.key().delivery() > 0) {
                // If this process dies of the run, its neighbours, and whoever counts, must be able to know that it was
                // here.
                report.awaitConfirmed(START_CONFIRMED_WITHIN);
            }
        } catch (RuntimeException | InterruptedException e) {
            held.release();
            throw e;
        }
        RenderResult result = engineCall.call(run, init, progress, held, patience);
        if (run.engineStuck()) {
            quarantine.stuck();
        }
        if (run.stop().requested()) {
            return quarantine.judge(run, stopped(run));
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        return switch (result) {
            case RenderResult.Failed f -> quarantine.judge(run, new Outcome.Failed(f.failure()));
            case RenderResult.Away a -> new Outcome.Released(ReleaseReason.ENGINE_AWAY);
            case RenderResult.Interrupted i ->
                quarantine.judge(
                        run,
                        new Outcome.Failed(
                                new Failure("engine-interrupted", "The engine was interrupted by somebody.", true)));
            case RenderResult.Rendered r -> {
                quarantine.drew();
                Png png = r.png();
                RenderSpec spec = run.job().spec();
                if (png.width() != spec.width() || png.height() != spec.height()) {
                    yield new Outcome.Failed(new Failure("wrong-size", wrongSize(png, spec), false));
                }
                // Before the next one begins, so that of two that run here everybody sees which one has the GPU.
                progress.phase(Phase.UPLOADING);
                drawn.run();
                yield store(run, signed(run, png, r.checkpoint()), spent, patience.minus(spent));
            }
        };
    }

    private Outcome store(Run run, Png png, Duration spent, Duration patience) throws InterruptedException {
        run.enter(Run.Stage.UPLOADING);
        String runId = run.key().runId().toString();
        return switch (upload.put(run.job(), runId, png, patience, run.stop())) {
            case UploadAnswer.Stored s -> {
                FaultPoint.PICTURE_UPLOADED.reached();
                yield new Outcome.Completed(
                        new Picture(png.sha256(), png.bytes().length, png.width(), png.height()), spent.toMillis());
            }
            case UploadAnswer.Expired e -> new Outcome.Released(ReleaseReason.UPLOAD_EXPIRED);
            case UploadAnswer.Refused r -> new Outcome.Failed(r.failure());
            case UploadAnswer.GaveUp g -> new Outcome.Failed(g.failure());
            case UploadAnswer.Taken t ->
                // Told, not dropped in silence: nobody else would end this run before its worker's silence about it
                // does.
                new Outcome.Failed(new Failure("upload-conflict", "Another picture lies under this run's name.", true));
            case UploadAnswer.Stopped s -> stopped(run);
        };
    }

    private static Png signed(Run run, Png png, @Nullable String checkpoint) {
        RenderSpec spec = run.job().spec();
        Receipt receipt = Receipt.of(run.key(), run.attempt(), run.place(), checkpoint, spec);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Infotext.KEYWORD, Infotext.of(spec, checkpoint));
        texts.put(Receipt.KEYWORD, new String(Wire.write(receipt), StandardCharsets.UTF_8));
        return PngText.with(png, texts);
    }

    private Outcome stopped(Run run) {
        return switch (run.stop().cause().orElse(RunStop.Cause.DRAINING)) {
            case ORDERED -> new Outcome.Dropped("it was cancelled or no longer counts");
            case DRAINING -> new Outcome.Released(ReleaseReason.DRAINING);
            case STALLED -> new Outcome.Failed(new Failure("stalled", "The engine made no progress.", true));
            case TOO_LONG ->
                new Outcome.Failed(new Failure(
                        "took-too-long",
                        "The picture took longer than " + run.job().maxRunSeconds() + " s.",
                        true));
        };
    }

    private String wrongSize(Png png, RenderSpec spec) {
        return "The engine " + engine.profile().kind() + " made a picture of " + png.width() + "x" + png.height()
                + " instead of " + spec.width() + "x" + spec.height() + ".";
    }
}
