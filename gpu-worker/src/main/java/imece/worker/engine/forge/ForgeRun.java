package imece.worker.engine.forge;

import imece.contract.LiveEvent.Phase;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.engine.SignsOfLife;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.http.EngineAnswers;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.PictureCall;
import imece.worker.engine.http.Reply;
import imece.worker.engine.picture.SafePixels;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One picture of the web UI. There is one request under way, never a second one for the same job: a lost connection does not
 * stop the engine. An interrupt goes out only while our own run is in its hands, since it hits whatever runs.
 */
final class ForgeRun implements PictureCall.Looks {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration INTERRUPT_EVERY = Duration.ofMillis(500);
    private static final Duration PREVIEW_EVERY = Duration.ofSeconds(1);

    private final ForgeApi api;
    private final EngineAddress address;
    private final ForgeRequest order;
    private final ForgeCatalog catalog;
    private final RenderWatcher watcher;
    private final SignsOfLife signs;
    private final Cancellation cancellation;
    private long lastPreview = System.nanoTime();
    private long lastInterrupt;

    ForgeRun(
            ForgeApi api,
            EngineAddress address,
            ForgeRequest order,
            ForgeCatalog catalog,
            RenderWatcher watcher,
            Cancellation cancellation) {
        this.api = api;
        this.address = address;
        this.order = order;
        this.catalog = catalog;
        this.watcher = watcher;
        this.signs = new SignsOfLife(watcher);
        this.cancellation = cancellation;
        this.lastInterrupt = System.nanoTime() - nanos(INTERRUPT_EVERY);
    }

    RenderResult perform() {
        Optional<RenderResult> hindrance = awaitIdle();
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        CompletableFuture<Reply> pending = api.make(order.path(), order.body());
        return new PictureCall(LOOK_EVERY, api.pace(), cancellation, this).follow(pending, this::made);
    }

    private RenderResult made(Reply reply) {
        return reply.ok() ? verified(reply) : EngineAnswers.result(address, ForgeEngine.TITLE, reply);
    }

    /** Somebody at the engine's own page may be first. */
    private Optional<RenderResult> awaitIdle() {
        while (!cancellation.requested()) {
            Reply reply = api.progress(false);
            Optional<ForgeProgress> progress = ForgeProgress.of(reply.json());
            if (progress.isEmpty()) {
                return Optional.of(away(reply));
            }
            if (progress.get().idle()) {
                return Optional.empty();
            }
            signs.at(Phase.WAITING_FOR_GPU);
            cancellation.await(api.pace().of(LOOK_EVERY));
        }
        return Optional.of(new RenderResult.Interrupted());
    }

    private RenderResult away(Reply reply) {
        RenderResult result = EngineAnswers.result(address, ForgeEngine.TITLE, reply);
        // Nothing was begun yet, so whatever is wrong is not the job's fault.
        return switch (result) {
            case RenderResult.Failed f -> new RenderResult.Away(f.failure().message());
            case RenderResult.Away a -> a;
            case RenderResult.Rendered r -> r;
            case RenderResult.Interrupted i -> i;
        };
    }

    @Override
    public EngineSighting watch() {
        boolean wanted = System.nanoTime() - lastPreview > nanos(PREVIEW_EVERY);
        if (wanted) {
            lastPreview = System.nanoTime();
        }
        Reply reply = api.progress(wanted);
        Optional<ForgeProgress> answer = ForgeProgress.of(reply.json());
        answer.filter(progress -> !progress.idle()).ifPresent(this::tell);
        return answer.isPresent() ? new EngineSighting.AtWork() : api.without(reply);
    }

    private void tell(ForgeProgress progress) {
        if (progress.phase() == Phase.DENOISING) {
            signs.step(Math.min(progress.step(), progress.steps()), progress.steps());
        } else {
            signs.at(progress.phase());
        }
        progress.image().flatMap(SafePixels::of).ifPresent(picture -> watcher.preview(() -> picture));
    }

    @Override
    public EngineSighting free() {
        Reply reply = api.progress(false);
        Optional<ForgeTask> task = api.task(order.task());
        EngineSighting sighting = ForgeProgress.of(reply.json())
                .map(progress -> ForgeTask.sight(progress, task))
                .orElseGet(() -> api.without(reply));
        boolean mayDraw = sighting instanceof EngineSighting.AtWork || sighting instanceof EngineSighting.Unknown;
        if (mayDraw && task.map(ForgeTask::active).orElse(true)) {
            interrupt();
        }
        return sighting;
    }

    /** It is lost if it comes before the run has begun, so it is said again until the run is over. */
    private void interrupt() {
        if (System.nanoTime() - lastInterrupt > nanos(INTERRUPT_EVERY)) {
            lastInterrupt = System.nanoTime();
            api.interrupt();
        }
    }

    private long nanos(Duration usual) {
        return api.pace().of(usual).toNanos();
    }

    private RenderResult verified(Reply reply) {
        Optional<ForgeProgress> after = ForgeProgress.of(api.progress(false).json());
        if (after.isEmpty()) {
            return EngineFailures.lost("It does not tell any more whether somebody interrupted the picture.");
        }
        return after.get().interrupted()
                ? new RenderResult.Interrupted()
                : ForgePicture.of(reply.json(), order, catalog);
    }
}
