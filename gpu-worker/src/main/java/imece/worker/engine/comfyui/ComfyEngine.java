package imece.worker.engine.comfyui;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.UsedValues;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.EngineProfile.Capability;
import imece.worker.engine.EngineReadiness;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.NameMatch;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.http.EngineAnswers;
import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineTimings;
import imece.worker.engine.http.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** ComfyUI with the standard graph, or with a workflow of its owner's. */
public final class ComfyEngine implements ImageEngine {

    static final String TITLE = "ComfyUI";

    private static final int SIZE_MULTIPLE = 8;
    private static final Duration CATALOG_AGE = Duration.ofMinutes(2);

    private final EngineHttp http;
    private final ComfyApi api;
    private final Workflow workflow;
    private final boolean standard;
    private final Set<Placeholder> open;
    private final UsedValues used;
    private final Optional<String> fixedCheckpoint;

    /** One name for all pictures to begin from, so that they don't pile up there. */
    private final String initFile = "imece-" + UUID.randomUUID() + ".png";

    private final List<String> faults;
    private volatile @Nullable ComfyCatalog catalog;
    private volatile long catalogRead;
    private volatile @Nullable String loaded;

    /**
     * The engine at this address; nothing is asked yet.
     *
     * @param file a workflow in API format with placeholders; null = the standard graph
     */
    public ComfyEngine(EngineAddress address, @Nullable Path file) {
        this(address, file, EngineTimings.USUAL);
    }

    /** The same at this pace. */
    ComfyEngine(EngineAddress address, @Nullable Path file, EngineTimings timings) {
        this.http = new EngineHttp(address, timings);
        this.api = new ComfyApi(http);
        WorkflowFile.Read read = file == null
                ? new WorkflowFile.Read(Optional.of(Workflow.standard()), List.of())
                : WorkflowFile.read(file);
        this.standard = file == null;
        this.workflow = read.workflow().orElseGet(Workflow::standard);
        this.open = workflow.placeholders();
        this.used = ClosedFields.of(workflow);
        this.fixedCheckpoint = ClosedFields.checkpoint(workflow);
        this.faults = read.faults();
    }

    /** What is wrong with the workflow file, a sentence each; with such faults the engine is never ready. */
    public List<String> faults() {
        return faults;
    }

    @Override
    public EngineProfile profile() {
        ComfyCatalog known = catalog;
        List<String> loras = known == null || !standard ? List.of() : known.loras();
        Set<Capability> can = EnumSet.allOf(Capability.class);
        if (!standard) {
            can.remove(Capability.IMG2IMG);
        }
        if (loras.isEmpty()) {
            can.remove(Capability.LORA);
        }
        if (!open.contains(Placeholder.CHECKPOINT)) {
            can.removeAll(Set.of(Capability.CHECKPOINT_SWITCH, Capability.CHECKPOINT_LIST));
        }
        if (!open.contains(Placeholder.NEGATIVE_PROMPT)) {
            can.remove(Capability.NEGATIVE_PROMPT);
        }
        boolean tells = can.contains(Capability.CHECKPOINT_LIST);
        List<String> checkpoints = known == null || !tells ? List.of() : known.checkpoints();
        return new EngineProfile(
                "comfyui",
                TITLE,
                can,
                SIZE_MULTIPLE,
                checkpoints,
                loaded,
                loras,
                known != null && open.contains(Placeholder.SAMPLER)
                        ? ComfyNames.ALL.samplersOf(known.samplers())
                        : List.of(),
                known != null && open.contains(Placeholder.SCHEDULER)
                        ? ComfyNames.ALL.schedulersOf(known.schedulers())
                        : List.of());
    }

    @Override
    public EngineReadiness look() {
        if (!faults.isEmpty()) {
            return new EngineReadiness.Unusable(String.join(" ", faults));
        }
        Reply stats = api.stats();
        if (!stats.json().path("system").isObject()) {
            return EngineAnswers.readiness(http.address(), TITLE, stats);
        }
        if (catalog == null || System.nanoTime() - catalogRead > CATALOG_AGE.toNanos()) {
            Optional<EngineReadiness> trouble = readCatalog();
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        return ComfyQueue.empty(api.queue()) ? new EngineReadiness.Ready() : new EngineReadiness.Busy();
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return make("", job, spec, watcher, cancellation);
    }

    @Override
    public RenderResult renderFrom(
            InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        if (!standard) {
            return EngineFailures.unsupported("begin from a picture: its workflow file says what it draws");
        }
        Reply reply = api.upload(initFile, init.png(spec.width(), spec.height()));
        String name = reply.json().path("name").stringValue("");
        if (!reply.ok() || name.isEmpty()) {
            return EngineAnswers.result(http.address(), TITLE, reply);
        }
        return make(name, job, spec, watcher, cancellation);
    }

    private RenderResult make(
            String picture, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        ComfyCatalog known = catalog;
        if (known == null) {
            return new RenderResult.Away("The engine at " + http.address() + " was not looked at yet.");
        }
        Optional<String> sampler = ComfyNames.ALL.sampler(spec.sampler(), known.samplers());
        if (sampler.isEmpty() && open.contains(Placeholder.SAMPLER)) {
            return EngineFailures.unknownSampler(spec.sampler());
        }
        Optional<String> scheduler = ComfyNames.ALL.scheduler(spec.scheduler(), known.schedulers());
        if (scheduler.isEmpty() && open.contains(Placeholder.SCHEDULER)) {
            return EngineFailures.unknownScheduler(spec.scheduler());
        }
        Optional<String> checkpoint = checkpoint(spec, known);
        if (checkpoint.isEmpty()) {
            return EngineFailures.unknownCheckpoint(spec.checkpoint() == null ? "at all" : spec.checkpoint());
        }
        List<String> loras = new ArrayList<>();
        for (Lora lora : spec.loras()) {
            Optional<String> file = standard ? NameMatch.lora(lora.name(), known.loras()) : Optional.empty();
            if (file.isEmpty()) {
                return EngineFailures.unknownLora(lora.name());
            }
            loras.add(file.get());
        }
        String filename = job + "-" + UUID.randomUUID().toString().substring(0, 8);
        ComfyWords words =
                new ComfyWords(checkpoint.get(), sampler.orElse(""), scheduler.orElse(""), filename, loras, picture);
        RenderResult result = new ComfyRun(http, workflow, spec, words, watcher, cancellation).perform();
        return switch (result) {
            case RenderResult.Rendered rendered -> made(rendered);
            case RenderResult.Failed failed -> {
                // A file may be gone since: what is offered next is what is there now.
                catalogRead = System.nanoTime() - CATALOG_AGE.toNanos() - 1;
                yield failed;
            }
            case RenderResult.Away away -> {
                catalogRead = System.nanoTime() - CATALOG_AGE.toNanos() - 1;
                yield away;
            }
            case RenderResult.Interrupted interrupted -> interrupted;
        };
    }

    private RenderResult made(RenderResult.Rendered rendered) {
        if (open.contains(Placeholder.CHECKPOINT)) {
            loaded = rendered.checkpoint();
        }
        String checkpoint =
                open.contains(Placeholder.CHECKPOINT) ? rendered.checkpoint() : fixedCheckpoint.orElse(null);
        return new RenderResult.Rendered(rendered.png(), checkpoint, used);
    }

    /** The asked one; if none was asked for, the one used last, or else the first. */
    private Optional<String> checkpoint(RenderSpec spec, ComfyCatalog known) {
        if (!open.contains(Placeholder.CHECKPOINT)) {
            return spec.checkpoint() == null ? Optional.of("") : Optional.empty();
        }
        if (spec.checkpoint() != null) {
            return known.checkpoint(spec.checkpoint());
        }
        String last = loaded;
        return last != null && known.checkpoints().contains(last)
                ? Optional.of(last)
                : known.checkpoints().stream().findFirst();
    }

    private Optional<EngineReadiness> readCatalog() {
        Reply checkpoints = api.checkpoints();
        Reply sampler = api.node("KSampler");
        Map<String, JsonNode> infos = new TreeMap<>();
        for (String node : workflow.classes()) {
            Reply info = api.node(node);
            if (!info.ok()) {
                return Optional.of(EngineAnswers.readiness(http.address(), TITLE, info));
            }
            infos.put(node, info.json());
        }
        List<String> missing = new ComfyNodes(infos).missing(workflow);
        if (!missing.isEmpty()) {
            return Optional.of(new EngineReadiness.Unusable("ComfyUI at " + http.address() + " has "
                    + String.join(", ", missing) + ", which the workflow needs: install it, or change the workflow."));
        }
        if (!checkpoints.json().isArray()) {
            return Optional.of(EngineAnswers.readiness(http.address(), TITLE, checkpoints));
        }
        if (checkpoints.json().isEmpty() && open.contains(Placeholder.CHECKPOINT)) {
            return Optional.of(new EngineReadiness.Unusable("ComfyUI at " + http.address()
                    + " has no checkpoint: put one into its folder models/checkpoints."));
        }
        catalog =
                ComfyCatalog.of(checkpoints.json(), sampler.json(), api.loras().json());
        catalogRead = System.nanoTime();
        return Optional.empty();
    }
}
