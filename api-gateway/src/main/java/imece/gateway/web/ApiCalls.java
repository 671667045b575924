package imece.gateway.web;

import static imece.gateway.web.ApiSchemas.ref;
import static imece.gateway.web.ApiSchemas.type;

import imece.gateway.spec.Limits;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each call means, what it takes beyond its signature, and how it refuses. */
final class ApiCalls {

    static final String CHAT = "Conversations";
    static final String JOBS = "Jobs";
    static final String PICTURES = "Pictures";
    static final String FARM = "Farm";
    static final String OPERATION = "Operation";
    static final String WORKERS = "Workers";

    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";

    private static final String BODY = "400 malformed-json, broken-off|413 too-large|415 unsupported-media-type|";
    private static final String MAKES = BODY
            + "422 validation-failed, unknown-checkpoint, unknown-lora, unknown-init-image, not-offered, idempotency-key-reused|429 too-many-waiting|";
    private static final String LISTS = "422 validation-failed|";
    private static final String ONE = "404 not-found|";
    private static final String OPERATORS = "401 operator-token-required|";
    private static final String DATABASE = "503 database-unavailable|";
    private static final String CHANGES = "403 foreign-origin|";

    /** Parameters of signed addresses. */
    private static final Map<String, List<String>> SIGNED = Map.of(
            "uploadPicture",
            List.of("expires", "max", "signature"),
            "fetchInitPicture",
            List.of("expires", "signature"));

    private static final Map<String, Call> CALLS = calls();

    private ApiCalls() {}

    /**
     * One call.
     *
     * @param problems {@code status codes} with bars between
     * @param answer success status and schema, where the signature does not show them; null = it does
     * @param body schema of the request's body, or null
     */
    private record Call(
            String id,
            String tag,
            String summary,
            String description,
            String problems,
            @Nullable Answer answer,
            @Nullable String body) {

        Call answering(String status, String description, @Nullable String schema) {
            return new Call(
                    id, tag, summary, this.description, problems, new Answer(status, description, schema), body);
        }

        Call taking(String schema) {
            return new Call(id, tag, summary, description, problems, answer, schema);
        }
    }

    private record Answer(
            String status, String description, @Nullable String schema) {}

    /** Puts the words to the calls that were found in the controllers. */
    static void describe(OpenAPI document) {
        var sorted = new TreeMap<>(document.getPaths());
        document.getPaths().clear();
        document.getPaths().putAll(sorted);
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    Call call = CALLS.get(method + " " + path);
                    if (call != null) {
                        describe(operation, method, call);
                    }
                }));
    }

    private static void describe(Operation operation, HttpMethod method, Call call) {
        operation.setOperationId(call.id());
        operation.setTags(List.of(call.tag()));
        operation.setSummary(call.summary());
        if (!call.description().isEmpty()) {
            operation.setDescription(call.description());
        }
        boolean makesJobs = ApiSchemas.PICTURES.equals(call.body());
        if (call.body() != null) {
            operation.setRequestBody(new RequestBody().required(makesJobs).content(content(JSON, ref(call.body()))));
        }
        if (makesJobs) {
            operation.addParametersItem(header(
                    "Idempotency-Key",
                    "1 to 255 printable ASCII characters: the same key with the"
                            + " same body is answered as the first time, for 24 hours"));
            operation.addParametersItem(header("traceparent", "W3C trace context; travels with the job"));
        }
        if (call.id().equals("uploadInitPicture")) {
            operation.setRequestBody(new RequestBody().required(true).content(pictures(Limits.UPLOAD_TYPES)));
        }
        if (call.id().equals("uploadPicture")) {
            operation.setRequestBody(new RequestBody().required(true).content(anyPicture()));
        }
        for (String signed : SIGNED.getOrDefault(call.id(), List.of())) {
            operation.addParametersItem(new Parameter()
                    .in("query")
                    .name(signed)
                    .required(true)
                    .description("as the address in the job has it")
                    .schema(type("string")));
        }
        if (call.problems().contains(OPERATORS) && !call.id().equals("openOperatorSession")) {
            operation.addSecurityItem(new SecurityRequirement().addList(ApiDocument.OPERATOR));
        }
        answers(operation, method, call);
    }

    private static void answers(Operation operation, HttpMethod method, Call call) {
        ApiResponses responses = new ApiResponses();
        Answer answer = call.answer();
        if (answer != null) {
            Schema<?> schema = answer.schema() == null ? null : ref(answer.schema());
            ApiResponse success = new ApiResponse().description(answer.description());
            responses.addApiResponse(
                    answer.status(), schema == null ? success : success.content(content(JSON, schema)));
        } else {
            operation.getResponses().forEach((status, response) -> {
                Content found = response.getContent();
                if (found != null && !found.isEmpty()) {
                    response.setContent(
                            content(JSON, found.values().iterator().next().getSchema()));
                }
                responses.addApiResponse(status, response.description("done"));
            });
        }
        if (call.id().equals("uploadPicture")) {
            responses.addApiResponse("200", new ApiResponse().description("the same bytes were there already"));
        }
        if (List.of("getUpload", "fetchInitPicture").contains(call.id())) {
            responses.addApiResponse(
                    "200", new ApiResponse().description("the picture").content(anyPicture()));
        }
        if (call.id().equals("getImage")) {
            responses.addApiResponse("200", pictures());
            responses.addApiResponse("304", new ApiResponse().description("what If-None-Match names is still right"));
        }
        String problems = call.problems() + (method == HttpMethod.GET ? "" : CHANGES);
        for (String problem : problems.split("\\|", -1)) {
            String[] parts = problem.split(" ", 2);
            if (parts.length == 2) {
                responses.addApiResponse(
                        parts[0],
                        new ApiResponse()
                                .description(parts[1])
                                .content(content(PROBLEM_JSON, ref(ApiSchemas.PROBLEM))));
            }
        }
        operation.setResponses(responses);
    }

    private static Content anyPicture() {
        return pictures(List.of("image/png", "image/jpeg", "image/webp"));
    }

    private static Content pictures(List<String> kinds) {
        Content content = new Content();
        for (String kind : kinds) {
            content.addMediaType(kind, new MediaType().schema(type("string").format("binary")));
        }
        return content;
    }

    private static ApiResponse pictures() {
        return new ApiResponse()
                .description("the picture as the engine made it, with its parameters inside; a JPEG where w is given")
                .content(anyPicture());
    }

    private static Parameter header(String name, String description) {
        return new Parameter().in("header").name(name).description(description).schema(type("string"));
    }

    private static Content content(String mediaType, Schema<?> schema) {
        return new Content().addMediaType(mediaType, new MediaType().schema(schema));
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put(
                "POST /api/jobs",
                call(
                                "submitJobs",
                                JOBS,
                                "Ask for pictures",
                                "For programs without a chat. Location names the first job.",
                                MAKES + ONE)
                        .taking(ApiSchemas.PICTURES)
                        .answering("202", "in the line", ApiSchemas.JOBS_ANSWER));
        calls.put(
                "GET /api/jobs",
                call(
                        "listJobs",
                        JOBS,
                        "My jobs, newest first",
                        "status: queued, processing, complete, error, cancelled or live, several with commas between; q searches the prompt."
                                + " checkpoint and seed as they were asked for; from (inclusive) and to (exclusive): when it"
                                + " was asked for, ISO 8601 with its offset.",
                        LISTS));
        calls.put(
                "DELETE /api/jobs",
                call(
                        "cancelJobs",
                        JOBS,
                        "Cancel all my waiting jobs",
                        "status=queued; status=live ends running ones too.",
                        LISTS));
        calls.put("GET /api/jobs/{id}", call("getJob", JOBS, "One job", "", ONE));
        calls.put(
                "DELETE /api/jobs/{id}",
                call(
                        "cancelJob",
                        JOBS,
                        "Cancel a job",
                        "Also 202 when it was cancelled before. With the operator token: anybody's.",
                        ONE + "409 job-already-over|"));
        calls.put("GET /api/jobs/{id}/attempts", call("listAttempts", JOBS, "The runs of a job", "", ONE));
        calls.put(
                "POST /api/jobs/{id}/retry",
                call(
                        "retryJob",
                        JOBS,
                        "Try a failed or cancelled job again",
                        "Makes a new job under the same message. A second call while that one is live answers with it.",
                        ONE
                                + "409 job-not-over|422 unknown-checkpoint, unknown-lora, unknown-init-image, not-offered|429 too-many-waiting|"));
        calls.put(
                "POST /api/conversations",
                call("createConversation", CHAT, "Open a conversation", "", BODY + LISTS)
                        .taking(ApiSchemas.NEW_CONVERSATION));
        calls.put(
                "GET /api/conversations",
                call("listConversations", CHAT, "My conversations, latest first", "q searches the title.", LISTS));
        calls.put("GET /api/conversations/{id}", call("getConversation", CHAT, "One conversation", "", ONE));
        calls.put(
                "PATCH /api/conversations/{id}",
                call("renameConversation", CHAT, "Rename a conversation", "", BODY + LISTS + ONE)
                        .taking(ApiSchemas.RENAMING));
        calls.put(
                "DELETE /api/conversations/{id}",
                call("deleteConversation", CHAT, "Delete a conversation", "Its waiting jobs are cancelled.", ONE));
        calls.put(
                "GET /api/conversations/{id}/messages",
                call("listMessages", CHAT, "Messages, oldest first", "Without before: the newest page.", LISTS + ONE));
        calls.put(
                "POST /api/conversations/{id}/messages",
                call("submitMessage", CHAT, "Ask for pictures in a chat", "", MAKES + ONE)
                        .taking(ApiSchemas.PICTURES)
                        .answering("202", "in the line", ApiSchemas.CHAT_ANSWER));
        calls.put(
                "GET /api/images/{id}",
                call(
                        "getImage",
                        PICTURES,
                        "The picture of a job",
                        "w: a smaller one, 64 to 1024 pixels wide in steps of 64.",
                        LISTS + "404 not-found, picture-removed|"));
        calls.put(
                "GET /api/options",
                call(
                        "getOptions",
                        FARM,
                        "Limits, defaults, vocabulary, served checkpoints and LoRAs, engines",
                        "",
                        ""));
        calls.put("GET /api/queue", call("getQueue", FARM, "How each lane stands", "", DATABASE));
        calls.put(
                "GET /api/workers",
                call("listWorkers", OPERATION, "Workers heard within the last minute", "", OPERATORS));
        calls.put(
                "POST /api/workers/{id}/drain",
                call(
                        "drainWorker",
                        OPERATION,
                        "Let a worker take nothing new",
                        "What it runs is finished.",
                        OPERATORS + ONE));
        calls.put(
                "POST /api/workers/{id}/resume",
                call("resumeWorker", OPERATION, "Let a drained worker take jobs again", "", OPERATORS + ONE));
        calls.put(
                "POST /api/operator/session",
                call(
                                "openOperatorSession",
                                OPERATION,
                                "Trade the operator token for a cookie",
                                "",
                                BODY + LISTS + OPERATORS)
                        .taking(ApiSchemas.SESSION)
                        .answering("204", "the cookie is set", null));
        calls.put(
                "DELETE /api/operator/session",
                call("closeOperatorSession", OPERATION, "Take the operator's cookie away", "", "")
                        .answering("204", "the cookie is gone", null));
        calls.put(
                "POST /api/uploads",
                call(
                                "uploadInitPicture",
                                PICTURES,
                                "Upload a picture to begin from",
                                "PNG or JPEG; its limits stand in GET /api/options. initImageId of a request names it. It is kept"
                                        + " until no job has asked for it for as long as limits.upload says.",
                                "400 broken-off|413 too-large|415 no-picture|429 too-many-uploads|503 store-unavailable|507 store-full|")
                        .answering("201", "kept", "Upload"));
        calls.put("GET /api/uploads/{id}", call("getUpload", PICTURES, "A picture that one has uploaded", "", ONE));
        calls.put(
                "GET /api/uploads/{id}/picture",
                call(
                        "fetchInitPicture",
                        WORKERS,
                        "Fetch the picture that a job begins from",
                        "The address is signed and travels with the job.",
                        "403 bad-signature|404 not-found|410 upload-expired|" + DATABASE));
        calls.put(
                "PUT /api/uploads/{job}/{epoch}/{run}",
                call(
                                "uploadPicture",
                                WORKERS,
                                "Put a run's picture away",
                                "Create-only; the address is signed and travels with the job, so nobody makes one up. 200 = the same bytes were there.",
                                "400 broken-off|403 bad-signature, foreign-origin|409 picture-exists|410 upload-expired|413 too-large|415 no-picture|503 store-unavailable|507 store-full|")
                        .answering("201", "stored", null));
        return Map.copyOf(calls);
    }

    private static Call call(String id, String tag, String summary, String description, String problems) {
        boolean asksDatabase = List.of(JOBS, CHAT, PICTURES).contains(tag);
        return new Call(id, tag, summary, description, problems + (asksDatabase ? DATABASE : ""), null, null);
    }
}
