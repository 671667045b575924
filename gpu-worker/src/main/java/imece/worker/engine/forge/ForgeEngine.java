package imece.worker.engine.forge;

import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.EngineProfile.Capability;
import imece.worker.engine.EngineReadiness;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.http.EngineAnswers;
import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineTimings;
import imece.worker.engine.http.Reply;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stable Diffusion WebUI Forge, or AUTOMATIC1111's web UI from 1.9 on, started with {@code --api}. */
public final class ForgeEngine implements ImageEngine {

    static final String TITLE = "Stable Diffusion WebUI (Forge, A1111)";

    private static final int SIZE_MULTIPLE = 8;
    private static final Duration CATALOG_AGE = Duration.ofMinutes(2);

    private final EngineAddress address;
    private final ForgeApi api;
    private volatile @Nullable ForgeCatalog catalog;
    private volatile long catalogRead;
    private volatile @Nullable String loaded;

    /** The engine at this address; nothing is asked yet. */
    public ForgeEngine(EngineAddress address) {
        this(address, EngineTimings.USUAL);
    }

    /** The same at this pace. */
    ForgeEngine(EngineAddress address, EngineTimings timings) {
        this.address = address;
        this.api = new ForgeApi(new EngineHttp(address, timings));
    }

    @Override
    public EngineProfile profile() {
        ForgeCatalog known = catalog;
        List<String> checkpoints = known == null ? List.of() : known.names();
        List<String> loras =
                known == null ? List.of() : List.copyOf(known.loras().keySet());
        Set<Capability> can = EnumSet.complementOf(EnumSet.of(Capability.CANCEL_QUEUED));
        if (loras.isEmpty()) {
            can.remove(Capability.LORA);
        }
        return new EngineProfile(
                "forge",
                TITLE,
                can,
                SIZE_MULTIPLE,
                checkpoints,
                loaded,
                loras,
                known == null ? List.of() : ForgeNames.ALL.samplersOf(known.samplers()),
                known == null ? List.of() : ForgeNames.ALL.schedulersOf(known.schedulers()));
    }

    @Override
    public EngineReadiness look() {
        Reply reply = api.progress(false);
        Optional<ForgeProgress> progress = ForgeProgress.of(reply.json());
        if (progress.isEmpty()) {
            return EngineAnswers.readiness(address, TITLE, reply);
        }
        boolean old = System.nanoTime() - catalogRead > CATALOG_AGE.toNanos();
        if (catalog == null || old) {
            Optional<EngineReadiness> trouble = readCatalog();
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        return progress.get().idle() ? new EngineReadiness.Ready() : new EngineReadiness.Busy();
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return make(null, job, spec, watcher, cancellation);
    }

    @Override
    public RenderResult renderFrom(
            InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return make(init, job, spec, watcher, cancellation);
    }

    private RenderResult make(
            @Nullable InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        ForgeCatalog known = catalog;
        if (known == null) {
            return new RenderResult.Away("The engine at " + address + " was not looked at yet.");
        }
        Optional<RenderResult> refusal = ForgeRequest.refusal(spec, known);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ForgeRequest order = ForgeRequest.of(job, spec, known, init);
        RenderResult result = new ForgeRun(api, address, order, known, watcher, cancellation).perform();
        switch (result) {
            case RenderResult.Rendered rendered -> {
                if (rendered.checkpoint() != null) {
                    loaded = rendered.checkpoint();
                }
            }
            case RenderResult.Failed failed -> {
                if (EngineFailures.elsewherePerhaps(failed.failure())) {
                    // A file may be gone since, which it only sees when it is told to look.
                    api.refresh();
                    catalogRead = System.nanoTime() - CATALOG_AGE.toNanos() - 1;
                }
            }
            case RenderResult.Away a -> {}
            case RenderResult.Interrupted i -> {}
        }
        return result;
    }

    private Optional<EngineReadiness> readCatalog() {
        Reply models = api.models();
        Reply samplers = api.samplers();
        Reply schedulers = api.schedulers();
        for (Reply reply : List.of(models, samplers, schedulers)) {
            if (!reply.json().isArray()) {
                return Optional.of(EngineAnswers.readiness(address, TITLE, reply));
            }
        }
        ForgeCatalog read = ForgeCatalog.of(
                models.json(), samplers.json(), schedulers.json(), api.loras().json());
        String current = api.options().json().path("sd_model_checkpoint").stringValue("");
        loaded = read.model(current).map(ForgeModel::name).orElse(loaded);
        catalog = read;
        catalogRead = System.nanoTime();
        return Optional.empty();
    }
}
