package imece.worker.engine.openai;

import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.contract.UsedValues;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.EngineProfile.Capability;
import imece.worker.engine.EngineReadiness;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.engine.SignsOfLife;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.http.EngineAnswers;
import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.EngineTimings;
import imece.worker.engine.http.PictureCall;
import imece.worker.engine.http.Reply;
import imece.worker.engine.picture.Base64Picture;
import imece.worker.engine.picture.JobPicture;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /v1/images/generations}, wherever it is served. It knows a prompt, a size and a model, and nothing else: no
 * seed, steps, sampler or negative prompt, so those of the job don't reach it.
 */
public final class OpenAiEngine implements ImageEngine {

    private static final String TITLE = "OpenAI-style image server";
    private static final int SIZE_MULTIPLE = 64;

    /** What of a job there is no place for in its requests. */
    private static final List<String> NOT_SENT =
            List.of("negativePrompt", "steps", "cfgScale", "sampler", "scheduler", "seed");

    private static final Duration LONGEST_RUN = Duration.ofHours(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration THOUGHT = Duration.ofSeconds(25);
    private static final Duration DOWNLOAD = Duration.ofSeconds(60);

    private final EngineHttp http;
    private final String root;
    private final AtomicLong longest;
    private volatile List<String> models = List.of();

    /** The engine at this address, with or without {@code /v1} at its end; nothing is asked yet. */
    public OpenAiEngine(EngineAddress address) {
        this(address, THOUGHT, EngineTimings.USUAL);
    }

    /**
     * The same.
     *
     * @param thought how long a picture is thought to take before one was made
     */
    OpenAiEngine(EngineAddress address, Duration thought, EngineTimings timings) {
        this.longest = new AtomicLong(thought.toNanos());
        this.http = new EngineHttp(address, timings);
        this.root = address.base().endsWith("/v1") ? "" : "/v1";
    }

    @Override
    public EngineProfile profile() {
        Set<Capability> can = Set.of(Capability.CHECKPOINT_SWITCH, Capability.CHECKPOINT_LIST);
        return new EngineProfile("openai", TITLE, can, SIZE_MULTIPLE, models, null, List.of(), List.of(), List.of());
    }

    @Override
    public EngineReadiness look() {
        Reply reply = http.get(root + "/models");
        JsonNode data = reply.json().path("data");
        if (!reply.ok() || !data.isArray()) {
            return EngineAnswers.readiness(http.address(), TITLE, reply);
        }
        models = data.valueStream()
                .map(each -> each.path("id").stringValue(""))
                .filter(id -> !id.isEmpty())
                .toList();
        return new EngineReadiness.Ready();
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        if (cancellation.requested()) {
            return new RenderResult.Interrupted();
        }
        if (spec.checkpoint() != null && !models.contains(spec.checkpoint())) {
            return EngineFailures.unknownCheckpoint(spec.checkpoint());
        }
        SignsOfLife signs = new SignsOfLife(watcher);
        long sent = System.nanoTime();
        CompletableFuture<Reply> pending = http.begin(root + "/images/generations", order(spec), LONGEST_RUN);
        watcher.loadsUntold();
        signs.at(Phase.DENOISING);
        PictureCall.Looks looks = new PictureCall.Looks() {
            @Override
            public EngineSighting watch() {
                Reply reply = http.get(root + "/models");
                if (!reply.ok()) {
                    return EngineSighting.without(http, TITLE, reply);
                }
                signs.at(Phase.DENOISING);
                return new EngineSighting.AtWork();
            }

            @Override
            public EngineSighting free() {
                return mayDraw(sent, pending.isDone());
            }
        };
        return new PictureCall(LOOK_EVERY, http.pace(), cancellation, looks)
                .follow(pending, reply -> made(reply, spec, sent));
    }

    /**
     * Such a server tells nobody what it is at. A picture whose connection is lost is given twice the time of the longest one
     * so far; while the connection stands, the picture may just take long.
     */
    private EngineSighting mayDraw(long sent, boolean lost) {
        Reply reply = http.get(root + "/models");
        if (!reply.ok()) {
            return EngineSighting.without(http, TITLE, reply);
        }
        boolean thought = lost && System.nanoTime() - sent > 2 * longest.get();
        return thought
                ? new EngineSighting.Idle()
                : new EngineSighting.Unknown("It does not tell whether it still draws.");
    }

    private RenderResult made(Reply reply, RenderSpec spec, long sent) {
        if (spec.checkpoint() != null
                && reply.json().path("error").path("code").stringValue("").equals("model_not_found")) {
            return EngineFailures.unknownCheckpoint(spec.checkpoint());
        }
        if (!reply.ok()) {
            return EngineAnswers.result(http.address(), TITLE, reply);
        }
        longest.accumulateAndGet(System.nanoTime() - sent, Math::max);
        return picture(reply.json(), spec);
    }

    private static Map<String, Object> order(RenderSpec spec) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("prompt", spec.prompt());
        order.put("n", 1);
        order.put(
                "size", JobPicture.up(spec.width(), SIZE_MULTIPLE) + "x" + JobPicture.up(spec.height(), SIZE_MULTIPLE));
        if (spec.checkpoint() != null) {
            order.put("model", spec.checkpoint());
        }
        return order;
    }

    private RenderResult picture(JsonNode answer, RenderSpec spec) {
        JsonNode data = answer.path("data");
        if (!data.isArray()) {
            return EngineFailures.unreadable("there is no list of pictures in it");
        }
        if (data.size() != 1) {
            return EngineFailures.count(data.size());
        }
        return file(data.path(0))
                .map(file -> asUsed(JobPicture.of(file, spec, true, spec.checkpoint())))
                .orElseGet(() ->
                        EngineFailures.unreadable("there is neither a picture in it nor an address that gives one"));
    }

    private static RenderResult asUsed(RenderResult result) {
        return result instanceof RenderResult.Rendered made
                ? new RenderResult.Rendered(made.png(), made.checkpoint(), UsedValues.untold(NOT_SENT))
                : result;
    }

    private Optional<byte[]> file(JsonNode entry) {
        if (entry.path("b64_json").isString()) {
            return Base64Picture.of(entry.path("b64_json"));
        }
        try {
            URI address = URI.create(http.address().base() + "/")
                    .resolve(entry.path("url").stringValue(""));
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            Reply reply = web ? http.picture(address, DOWNLOAD) : new Reply.Nothing(Reply.Trouble.UNREACHABLE, "");
            return reply instanceof Reply.Answer found && found.ok() ? Optional.of(found.body()) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
