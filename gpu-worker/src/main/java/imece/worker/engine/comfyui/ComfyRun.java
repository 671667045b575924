package imece.worker.engine.comfyui;

import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.engine.SignsOfLife;
import imece.worker.engine.http.Aftermath;
import imece.worker.engine.http.BoundedWait;
import imece.worker.engine.http.EngineAnswers;
import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.Reply;
import imece.worker.engine.picture.JobPicture;
import imece.worker.engine.picture.SafePixels;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One picture of ComfyUI, under an id of our own. The socket tells how far it is; that it is over, and how, is believed only
 * from queue and history, so a socket that falls silent costs nothing but the decoration.
 */
final class ComfyRun {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration CANCEL_EVERY = Duration.ofMillis(300);

    private final ComfyApi api;
    private final EngineHttp http;
    private final Workflow workflow;
    private final RenderSpec spec;
    private final ComfyWords words;
    private final RenderWatcher watcher;
    private final SignsOfLife signs;
    private final Cancellation cancellation;
    private final String promptId = UUID.randomUUID().toString();
    private Phase phase = Phase.LOADING_CHECKPOINT;
    private GraphSteps steps;
    private String runs = "";
    private boolean heard;
    private boolean over;
    private long lastCheck = System.nanoTime();
    private boolean accepted;
    private Aftermath aftermath;

    ComfyRun(
            EngineHttp http,
            Workflow workflow,
            RenderSpec spec,
            ComfyWords words,
            RenderWatcher watcher,
            Cancellation cancellation) {
        this.api = new ComfyApi(http);
        this.http = http;
        this.workflow = workflow;
        this.spec = spec;
        this.words = words;
        this.watcher = watcher;
        this.signs = new SignsOfLife(watcher);
        this.cancellation = cancellation;
        this.steps = GraphSteps.of(workflow);
        this.aftermath = Aftermath.from(System.nanoTime(), http.pace());
    }

    RenderResult perform() {
        if (cancellation.requested()) {
            return new RenderResult.Interrupted();
        }
        try (ComfySocket socket = ComfySocket.open(http, promptId)) {
            Reply reply = api.submit(workflow.filled(spec, words), promptId, socket.clientId());
            Optional<RenderResult> refusal = refusal(reply);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            accepted = reply.ok();
            signs.at(phase);
            return follow(socket);
        }
    }

    /** An answer that got lost may still have put the prompt into the queue; its id tells. */
    private Optional<RenderResult> refusal(Reply reply) {
        if (reply.ok()) {
            boolean ours = reply.json().path("prompt_id").stringValue("").equals(promptId);
            return ours ? Optional.empty() : Optional.of(EngineFailures.unreadable("it does not name the prompt"));
        }
        if (reply instanceof Reply.Answer answer && answer.status() == 400) {
            return Optional.of(ComfyRefusal.of(answer.json(), workflow, http.address()));
        }
        return reply.unsure()
                ? Optional.empty()
                : Optional.of(EngineAnswers.result(http.address(), ComfyEngine.TITLE, reply));
    }

    private RenderResult follow(ComfySocket socket) {
        long lastEvent = System.nanoTime();
        while (true) {
            for (ComfyEvent event : socket.drain()) {
                lastEvent = System.nanoTime();
                heard = true;
                take(event);
            }
            boolean silent = System.nanoTime() - lastEvent > nanos(SILENCE);
            if (due(silent)) {
                lastCheck = System.nanoTime();
                heard &= !socket.closed();
                RenderResult result = check();
                if (result != null) {
                    return cancellation.requested() ? new RenderResult.Interrupted() : result;
                }
                over = false;
            }
            BoundedWait.pause(http.pace().of(LOOK_EVERY));
        }
    }

    private boolean due(boolean silent) {
        long since = System.nanoTime() - lastCheck;
        if (cancellation.requested()) {
            return since > nanos(CANCEL_EVERY) || over;
        }
        boolean lookedFor = aftermath.sighting() instanceof EngineSighting.Idle && since > nanos(CANCEL_EVERY);
        return over || lookedFor || (silent && since > nanos(SILENCE));
    }

    private void take(ComfyEvent event) {
        switch (event) {
            case ComfyEvent.Executing executing -> begun(executing.node());
            case ComfyEvent.Progress progress -> {
                String node = progress.node().isEmpty() ? runs : progress.node();
                if (steps.counts(node)) {
                    phase = Phase.DENOISING;
                    steps = steps.progress(node, progress.value(), progress.max());
                    signs.step(steps.finished(), steps.all());
                } else {
                    // An upscaler, say, counts its tiles.
                    signs.at(phase);
                }
            }
            case ComfyEvent.Preview preview ->
                SafePixels.of(preview.file()).ifPresent(picture -> watcher.preview(() -> picture));
            case ComfyEvent.Over o -> over = true;
            case ComfyEvent.Other o -> {}
        }
    }

    private void begun(String node) {
        runs = node;
        GraphSteps before = steps;
        steps = steps.entered(node);
        Phase next = phase(workflow.classOf(node));
        // Between two samplers something may be decoded or loaded: the picture is not nearer to its end for that.
        boolean between = before.finished() > 0 && (next == Phase.LOADING_CHECKPOINT || steps.more());
        phase = between ? Phase.DENOISING : next;
        if (!steps.equals(before) || between) {
            signs.anotherSampler();
        }
        signs.at(phase);
    }

    /** Looks into history and queue; null = not over yet. */
    private @Nullable RenderResult check() {
        Optional<ComfyHistory> history = ComfyHistory.of(api.history(promptId).json(), promptId, words.filename());
        if (history.isPresent()) {
            return switch (history.get()) {
                case ComfyHistory.Saved saved -> download(saved);
                case ComfyHistory.Ended ended -> ended.result();
            };
        }
        Reply queue = api.queue();
        ComfyQueue place = ComfyQueue.of(queue, promptId);
        aftermath = aftermath.seen(sight(place, queue), System.nanoTime());
        switch (place) {
            case PENDING -> {
                cancel(() -> api.forget(promptId));
                signs.at(phase);
            }
            case RUNNING -> {
                cancel(() -> api.interrupt(promptId));
                stillAtWork();
            }
            case ABSENT -> {
                boolean deleted = accepted && cancellation.requested();
                if (deleted || aftermath.over(System.nanoTime())) {
                    return EngineFailures.lost("Its queue does not know the picture any more.");
                }
            }
            case UNKNOWN -> {
                if (aftermath.over(System.nanoTime())) {
                    return EngineFailures.lost(aftermath.sighting().why());
                }
            }
        }
        return null;
    }

    /** Between queue and history a prompt is in neither for a moment, and one whose answer was lost may be on its way in. */
    private EngineSighting sight(ComfyQueue place, Reply queue) {
        return switch (place) {
            case PENDING, RUNNING -> new EngineSighting.AtWork();
            case ABSENT -> new EngineSighting.Idle();
            case UNKNOWN -> EngineSighting.without(http, ComfyEngine.TITLE, queue);
        };
    }

    private void cancel(Runnable how) {
        if (cancellation.requested()) {
            how.run();
        }
    }

    /** The queue says it runs. That counts as life where the socket tells nothing, or can't, as while a checkpoint loads. */
    private void stillAtWork() {
        if (!heard) {
            watcher.loadsUntold();
            signs.at(Phase.DENOISING);
        } else if (phase == Phase.DENOISING) {
            signs.stepsOn();
        } else {
            signs.at(phase);
        }
    }

    private RenderResult download(ComfyHistory.Saved saved) {
        Reply reply = api.view(saved.image());
        return reply instanceof Reply.Answer answer && answer.ok()
                ? JobPicture.of(answer.body(), spec, false, words.checkpoint().isEmpty() ? null : words.checkpoint())
                : EngineFailures.lost("The picture was made, but the file can't be fetched.");
    }

    private long nanos(Duration usual) {
        return http.pace().of(usual).toNanos();
    }

    private static Phase phase(String nodeClass) {
        if (nodeClass.contains("Sampler")) {
            return Phase.DENOISING;
        }
        boolean late = nodeClass.startsWith("VAEDecode") || nodeClass.startsWith("Save");
        return late ? Phase.DECODING : Phase.LOADING_CHECKPOINT;
    }
}
