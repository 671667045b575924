package imece.worker.engine.sdcpp;

import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code sd-server} of stable-diffusion.cpp: one checkpoint per process, no progress, no stop in the middle. */
public final class SdcppEngine implements ImageEngine {

    static final String TITLE = "stable-diffusion.cpp server";

    private final EngineHttp http;
    private volatile @Nullable SdcppCatalog catalog;

    /** The engine at this address; nothing is asked yet. */
    public SdcppEngine(EngineAddress address) {
        this(address, EngineTimings.USUAL);
    }

    /** The same at this pace. */
    SdcppEngine(EngineAddress address, EngineTimings timings) {
        this.http = new EngineHttp(address, timings);
    }

    @Override
    public EngineProfile profile() {
        SdcppCatalog known = catalog;
        Set<Capability> can = EnumSet.of(Capability.CHECKPOINT_LIST, Capability.SEED, Capability.NEGATIVE_PROMPT);
        if (known != null && known.asynchronous()) {
            can.add(Capability.CANCEL_QUEUED);
        }
        String model = known == null ? null : known.model();
        if (known != null && known.img2img()) {
            can.add(Capability.IMG2IMG);
        }
        if (known != null && !known.loras().isEmpty()) {
            can.add(Capability.LORA);
        }
        return new EngineProfile(
                "sdcpp",
                TITLE,
                can,
                SdcppRequest.SIZE_MULTIPLE,
                model == null ? List.of() : List.of(model),
                model,
                known == null ? List.of() : List.copyOf(known.loras().keySet()),
                known == null ? List.of() : SdcppNames.ALL.samplersOf(known.samplers()),
                known == null ? List.of() : SdcppNames.ALL.schedulersOf(known.schedulers()));
    }

    @Override
    public EngineReadiness look() {
        Reply reply = http.get("/sdcpp/v1/capabilities");
        Optional<SdcppCatalog> told = SdcppCatalog.ofCapabilities(reply.json());
        boolean older = reply instanceof Reply.Answer answer && answer.status() == 404;
        if (told.isEmpty() && older) {
            return lookAtLists();
        }
        if (told.isEmpty()) {
            return EngineAnswers.readiness(http.address(), TITLE, reply);
        }
        catalog = told.get();
        return new EngineReadiness.Ready();
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return make(null, spec, watcher, cancellation);
    }

    @Override
    public RenderResult renderFrom(
            InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return make(init, spec, watcher, cancellation);
    }

    private RenderResult make(
            @Nullable InitPicture init, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        SdcppCatalog known = catalog;
        if (known == null) {
            return new RenderResult.Away("The engine at " + http.address() + " was not looked at yet.");
        }
        if (cancellation.requested()) {
            return new RenderResult.Interrupted();
        }
        Optional<RenderResult> refusal = SdcppRequest.refusal(spec, known);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SdcppRequest order = SdcppRequest.of(spec, known, init);
        return known.asynchronous()
                ? new JobRun(http, order, known, watcher, cancellation).perform()
                : new Txt2imgRun(http, order, known, watcher, cancellation).perform();
    }

    private EngineReadiness lookAtLists() {
        Reply models = http.get("/sdapi/v1/sd-models");
        Reply samplers = http.get("/sdapi/v1/samplers");
        Reply schedulers = http.get("/sdapi/v1/schedulers");
        for (Reply reply : List.of(models, samplers, schedulers)) {
            if (!reply.json().isArray()) {
                return EngineAnswers.readiness(http.address(), TITLE, reply);
            }
        }
        catalog = SdcppCatalog.ofLists(
                models.json(),
                samplers.json(),
                schedulers.json(),
                http.get("/sdapi/v1/loras").json());
        return new EngineReadiness.Ready();
    }
}
