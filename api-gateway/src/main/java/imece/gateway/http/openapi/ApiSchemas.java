package imece.gateway.http.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import imece.gateway.submit.PictureRequestReader;
import imece.gateway.submit.PictureRequestReader.SamplerNames;
import imece.gateway.submit.PictureRequestReader.SpecLimits;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas of the document: those of records completed by what Java knows about null, and those that no signature shows. */
final class ApiSchemas {

    private static final String PICTURES = "PictureRequest";
    private static final String CHAT_ANSWER = "ChatAnswer";
    private static final String JOBS_ANSWER = "JobsAnswer";
    static final String PROBLEM = "Problem";
    private static final String NEW_CONVERSATION = "NewConversation";
    private static final String RENAMING = "Renaming";
    private static final String UNDOING = "Undoing";
    private static final String SESSION = "OperatorSession";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("Job.status", "queued, processing, complete, error or cancelled"),
            Map.entry(
                    "Job.queuePosition",
                    "1 = next among all with whom it competes for GPUs; unique within its lane; 0 unless queued, or while no"
                            + " position would be true"),
            Map.entry(
                    "WaitReason.reason",
                    "ahead-in-turn, let-past, loading-elsewhere, must-run-alone, backing-off, no-slot-offers,"
                            + " gpu-held-by-another-program, paused or broker-away"),
            Map.entry("WaitReason.jobs", "that stand before it"),
            Map.entry(
                    "WaitReason.gpuSeconds",
                    "of what stands before it, or went before its turn; left out where some of that is a guess, nothing"
                            + " having been measured yet"),
            Map.entry(
                    "WaitReason.mostGpuSeconds",
                    "so much it lets go before its turn at most; left out with gpuSeconds"),
            Map.entry(
                    "WaitReason.people", "whose jobs stand before it; left out where they are too many to be counted"),
            Map.entry("WaitReason.slots", "that are held, or load a checkpoint"),
            Map.entry("WaitReason.since", "when no slot has served its lane"),
            Map.entry("WaitReason.until", "when its pause is over; left out where nobody knows"),
            Map.entry("WaitReason.sentence", "what the operator says to those who wait"),
            Map.entry("JobEta.rough", "whether it is a rough figure and no range"),
            Map.entry("Job.why", "why a queued job waits, with numbers; null unless queued, or if it is simply next"),
            Map.entry(
                    "Job.roseBecause",
                    "why it stands further back than it did a moment ago: ahead-in-turn (somebody came whose turn is"
                            + " lower), returned (a job came back to its place), slots-changed, to-the-front or"
                            + " lane-resumed; null unless it does"),
            Map.entry(
                    "Job.used",
                    "fields of spec for which the engine used another value, with that value; null = nobody knows which."
                            + " The whole is null where all was used as asked"),
            Map.entry(
                    "Job.eta",
                    "until the picture is there, in four of five cases; both ends are the same where it is rough; null where"
                            + " nothing is known"),
            Map.entry("Job.phase", "what its run is doing; null unless processing"),
            Map.entry("Job.progress", "0 to 100"),
            Map.entry("Job.attempt", "runs whose start was accepted"),
            Map.entry("Job.seq", "of the run's event that progress comes from"),
            Map.entry("Job.version", "of two views of one job the higher one is the newer"),
            Map.entry("Job.note", "what happened to it on the way, for people"),
            Map.entry("Job.worker", "who makes, or made, the picture; null while nobody does"),
            Map.entry("JobImage.url", "path on this gateway"),
            Map.entry("Failure.code", "stable word for programs, such as out-of-memory"),
            Map.entry("Failure.retryable", "whether trying again may help"),
            Map.entry("RenderSpec.seed", "drawn when the request had none"),
            Map.entry("Message.role", "user or bot"),
            Map.entry("Message.idempotencyKey", "under which this prompt was sent; null where none was named"),
            Map.entry(
                    "Message.metadata",
                    "of the last job: status, progress, queue_position, job_id, prompt, image_url, error"),
            Map.entry("Who.access", "who gets in: open, invite or accounts"),
            Map.entry("Who.kind", "nobody, visitor, account, key or operator"),
            Map.entry("Who.role", "user, operator or admin; null unless somebody signed in"),
            Map.entry(
                    "Who.provider",
                    "what the button of the other way to sign in says, which leads to /oidc/start; null = there is none"),
            Map.entry("Session.device", "what the browser called itself"),
            Map.entry("Session.lastSeenAt", "to about a minute"),
            Map.entry("Session.here", "whether this request comes from it"),
            Map.entry(
                    "Link.does",
                    "admit (lets this browser in), join (makes an account) or password (gives one a new password)"),
            Map.entry("ContinueLink.link", "path on the farm and token, shown this once"),
            Map.entry("ContinueLink.expiresAt", "null = when another one is made"),
            Map.entry("Origin.kind", "visitor or account: what this browser becomes"),
            Map.entry("Belongings.suggested", "whether it was this browser that signed in, a moment ago"),
            Map.entry("Invite.role", "what who follows it becomes: visitor, user, operator or admin"),
            Map.entry("MadeLink.link", "path on the farm and token, shown this once"),
            Map.entry("Account.role", "user, operator or admin"),
            Map.entry(
                    "Account.hasPassword",
                    "whether it signs in here; one that does not has a provider that vouches for it, and no"
                            + " password"),
            Map.entry("Key.person", "whose it is; null = the farm's"),
            Map.entry("Key.scopes", "draw, read, operate"),
            Map.entry("Key.app", "whether it may name users of its own, each with a share inside the key's"),
            Map.entry("Key.class", "interactive or batch"),
            Map.entry("Key.origins", "pages that may show it; none where empty"),
            Map.entry("Key.networks", "addresses that may show it; all where empty"),
            Map.entry("Key.lastUsedAt", "to about a minute"),
            Map.entry("MadeKey.key", "the whole key, shown this once"),
            Map.entry("Me.kind", "visitor, account, key or sub-owner"),
            Map.entry("Me.since", "when they first wrote something; null = never"),
            Map.entry("Me.perMinute", "jobs that they may ask for in a minute on the long run"),
            Map.entry("Me.forbiddenUntil", "before when they may ask for nothing; null = they may"),
            Map.entry(
                    "ProblemUsedLimit.what",
                    "submits (at once), waiting (jobs), and of the day (UTC): pictures, gpu-seconds, bytes"),
            Map.entry("ProblemUsedLimit.of", "the most; null = any number"),
            Map.entry(
                    "ProblemUsedLimit.until",
                    "when so much is free again as was asked for, or the day ends; null = when something else has ended"),
            Map.entry("Queue.paused", "why nothing begins although GPUs are free; null while all goes on"),
            Map.entry("Worker.state", "ready, draining, or silent if not heard lately"),
            Map.entry(
                    "Attempt.outcome",
                    "completed, failed, released, cancelled, superseded or lost; null while it runs"));

    private ApiSchemas() {}

    /** Completes the schemas of these records and adds the hand-written ones. */
    static void complete(OpenAPI document, Map<String, Class<?>> records) {
        records.forEach((name, type) -> {
            Schema<?> schema = document.getComponents().getSchemas().get(name);
            if (schema != null && schema.getProperties() != null) {
                tellNulls(schema, type);
            }
        });
        document.getComponents().getSchemas().forEach((name, schema) -> {
            Map<String, Schema<?>> properties = properties(schema);
            properties.forEach((property, its) -> {
                String words = WORDS.get(name + "." + property);
                if (words != null) {
                    its.setDescription(words);
                }
            });
        });
        document.getComponents()
                .addSchemas(PICTURES, pictures())
                .addSchemas(
                        CHAT_ANSWER,
                        object(Map.of("userMessage", ref("Message"), "botMessage", ref("Message")))
                                .description(
                                        "The prompt and the answer that is to come; botMessage.jobs holds the jobs."))
                .addSchemas(JOBS_ANSWER, object(Map.of("jobs", array(ref("Job")))))
                .addSchemas(PROBLEM, problem())
                .addSchemas(
                        NEW_CONVERSATION,
                        type("object").addProperty("title", type("string").maxLength(200)))
                .addSchemas(
                        RENAMING,
                        object(Map.of("title", type("string").minLength(1).maxLength(200))))
                .addSchemas("SignIn", AccountSchemas.signIn())
                .addSchemas("PasswordChange", AccountSchemas.passwordChange())
                .addSchemas("LinkToken", AccountSchemas.linkToken())
                .addSchemas("Acceptance", AccountSchemas.acceptance())
                .addSchemas("NewInvite", AccountSchemas.invite())
                .addSchemas("AccountChange", AccountSchemas.change())
                .addSchemas("NewKey", KeySchemas.ofPerson())
                .addSchemas("NewFarmKey", KeySchemas.ofFarm())
                .addSchemas("KeyChange", KeySchemas.change())
                .addSchemas(
                        "LinePauseRequest",
                        object(Map.of("sentence", type("string").minLength(1).maxLength(300))))
                .addSchemas("OwnerChange", ownerChange())
                .addSchemas("AddressChange", type("object").addProperty("forbiddenUntil", orNull(time())))
                .addSchemas(UNDOING, object(Map.of("undo", type("string"))))
                .addSchemas(SESSION, object(Map.of("token", type("string"))));
    }

    /** A reference to a schema of the document. */
    static Schema<?> ref(String name) {
        return new Schema<>().$ref("#/components/schemas/" + name);
    }

    /** A schema of one plain type. */
    static Schema<?> type(String type) {
        return schema().types(new LinkedHashSet<>(Set.of(type)));
    }

    private static Schema<?> schema() {
        return new Schema<>(SpecVersion.V31);
    }

    /** Every field is always there, and those that may be null say so; of some records what is null is left out instead. */
    private static void tellNulls(Schema<?> schema, Class<?> type) {
        Map<String, Schema<?>> properties = properties(schema);
        JsonInclude included = type.getAnnotation(JsonInclude.class);
        boolean leavesOut = included != null && included.value() == JsonInclude.Include.NON_NULL;
        List<String> always = Arrays.stream(type.getRecordComponents())
                .filter(component -> !leavesOut || !mayBeNull(component))
                .map(RecordComponent::getName)
                .filter(properties::containsKey)
                .toList();
        schema.setRequired(always);
        for (RecordComponent component : type.getRecordComponents()) {
            Schema<?> property = properties.get(component.getName());
            if (property != null && mayBeNull(component) && !leavesOut) {
                schema.addProperty(component.getName(), orNull(property));
            }
        }
    }

    private static boolean mayBeNull(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return schema().anyOf(List.of(new Schema<>().$ref(property.get$ref()), type("null")));
        }
        if (property.getEnum() != null) {
            return schema().anyOf(List.of(property, type("null")));
        }
        if (property.getTypes() != null) {
            Set<String> types = new LinkedHashSet<>(property.getTypes());
            types.add("null");
            property.setTypes(types);
        }
        return property;
    }

    private static Schema<?> pictures() {
        return object(Map.of("prompt", type("string").minLength(1).maxLength(SpecLimits.PROMPT_CHARACTERS)))
                .addProperty("negativePrompt", type("string").maxLength(SpecLimits.PROMPT_CHARACTERS))
                .addProperty(
                        "checkpoint",
                        type("string").description("one that GET /api/options names; absent = whichever is loaded"))
                .addProperty("width", side())
                .addProperty("height", side())
                .addProperty("steps", whole(1, SpecLimits.MOST_STEPS, SpecLimits.STEPS))
                .addProperty(
                        "cfgScale",
                        withDefault(
                                type("number")
                                        .minimum(BigDecimal.valueOf(SpecLimits.LEAST_CFG_SCALE))
                                        .maximum(BigDecimal.valueOf(SpecLimits.MOST_CFG_SCALE)),
                                SpecLimits.CFG_SCALE))
                .addProperty("sampler", word(SamplerNames.SAMPLERS))
                .addProperty("scheduler", word(SamplerNames.SCHEDULERS))
                .addProperty(
                        "seed",
                        type("integer")
                                .minimum(BigDecimal.ZERO)
                                .maximum(BigDecimal.valueOf(SpecLimits.MOST_SEED))
                                .description("drawn when absent"))
                .addProperty(
                        "count",
                        whole(1, SpecLimits.MOST_COUNT, 1).description("pictures; their seeds are seed, seed + 1, …"))
                .addProperty(
                        "loras",
                        array(object(Map.of("name", type("string").minLength(1).maxLength(SpecLimits.LORA_CHARACTERS)))
                                        .addProperty(
                                                "weight",
                                                withDefault(
                                                        type("number")
                                                                .minimum(BigDecimal.valueOf(
                                                                        -SpecLimits.MOST_LORA_WEIGHT))
                                                                .maximum(BigDecimal.valueOf(
                                                                        SpecLimits.MOST_LORA_WEIGHT)),
                                                        SpecLimits.LORA_WEIGHT)))
                                .maxItems(SpecLimits.MOST_LORAS)
                                .description("each one that GET /api/options names, once"))
                .addProperty(
                        "initImageId",
                        type("string")
                                .format("uuid")
                                .description("begin from this upload, or from the picture of this job of one's own"))
                .addProperty(
                        "denoisingStrength",
                        withDefault(
                                type("number")
                                        .minimum(BigDecimal.valueOf(SpecLimits.LEAST_DENOISING))
                                        .maximum(BigDecimal.valueOf(SpecLimits.MOST_DENOISING))
                                        .description("how far to go from there; only with initImageId"),
                                SpecLimits.DENOISING))
                .addProperty("class", turnClass())
                .addProperty(
                        "conversationId",
                        type("string").format("uuid").description("the chat that shows it; only for POST /api/jobs"))
                .description("What to draw. Every limit also stands in GET /api/options.");
    }

    private static Schema<?> turnClass() {
        Schema<String> schema = new Schema<>(SpecVersion.V31);
        schema.types(new LinkedHashSet<>(Set.of("string")));
        schema.setEnum(PictureRequestReader.CLASSES);
        return schema.description(
                "how urgent; batch stands at least a quarter of an hour of GPU time behind and costs the same. Absent = as the"
                        + " key says, else interactive");
    }

    private static Schema<?> problem() {
        Schema<?> field = object(Map.of("field", type("string"), "message", type("string"), "allowed", type("string")));
        return object(Map.of(
                        "type", type("string").format("uri"),
                        "title", type("string"),
                        "status", type("integer"),
                        "detail", type("string").description("one sentence for people"),
                        "code", type("string").description("stable word for programs")))
                .addProperty("errors", array(field).description("only where fields are wrong: all of them at once"))
                .addProperty("limit", ref("ProblemUsedLimit"))
                .description("A problem detail, RFC 9457, served as application/problem+json.");
    }

    private static Schema<?> ownerChange() {
        Schema<?> change = type("object");
        for (String limit :
                List.of("perMinute", "burst", "waiting", "dailyPictures", "dailyGpuSeconds", "dailyBytes")) {
            change.addProperty(limit, orNull(type("integer").format("int64")));
        }
        return change.addProperty("weight", weight()).addProperty("forbiddenUntil", orNull(time()));
    }

    /** A share beside others, with at most three decimals. */
    static Schema<?> weight() {
        return type("number").minimum(new BigDecimal("0.001")).maximum(BigDecimal.valueOf(100));
    }

    private static Schema<?> time() {
        return type("string").format("date-time");
    }

    private static Schema<?> side() {
        return whole(SpecLimits.LEAST_SIDE, SpecLimits.MOST_SIDE, SpecLimits.SIDE)
                .multipleOf(BigDecimal.valueOf(SpecLimits.SIDE_STEP));
    }

    static Schema<?> whole(int least, int most, int usual) {
        return withDefault(type("integer").minimum(BigDecimal.valueOf(least)).maximum(BigDecimal.valueOf(most)), usual);
    }

    static Schema<?> word(List<String> words) {
        Schema<String> schema = new Schema<>(SpecVersion.V31);
        schema.types(new LinkedHashSet<>(Set.of("string")));
        schema.setEnum(words);
        schema.setDefault(words.getFirst());
        return schema;
    }

    static Schema<?> withDefault(Schema<?> schema, @Nullable Object usual) {
        schema.setDefault(usual);
        return schema;
    }

    static Schema<?> array(Schema<?> items) {
        return type("array").items(items);
    }

    /** An object whose fields are all required. */
    static Schema<?> object(Map<String, Schema<?>> required) {
        Schema<?> object = type("object");
        required.keySet().stream().sorted().forEach(name -> object.addProperty(name, required.get(name)));
        object.setRequired(required.keySet().stream().sorted().toList());
        return object;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the library's own signature is raw
    private static Map<String, Schema<?>> properties(Schema<?> schema) {
        Map<String, Schema> raw = schema.getProperties();
        return raw == null ? Map.of() : (Map<String, Schema<?>>) (Map) raw;
    }
}
