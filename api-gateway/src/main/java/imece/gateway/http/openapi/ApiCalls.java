package imece.gateway.http.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each call means, what it takes beyond its signature, and how it refuses. */
final class ApiCalls {

    static final String CHAT = "Conversations";
    static final String JOBS = "Jobs";
    static final String PICTURES = "Pictures";
    static final String FARM = "Farm";
    static final String OPERATION = "Operation";
    static final String WORKERS = "Workers";

    private static final String BODY = "400 malformed-json, broken-off|413 too-large|415 unsupported-media-type|";
    private static final String NOT_OFFERED = "unknown-checkpoint, unknown-lora, unknown-init-image, not-offered";
    private static final String MAKES = BODY + "422 validation-failed, " + NOT_OFFERED
            + ", idempotency-key-reused|429 too-many-waiting|503 unavailable|";
    private static final String LISTS = "422 validation-failed|";
    private static final String ONE = "404 not-found|";
    static final String OPERATORS = "401 operator-token-required|";
    private static final String DATABASE = "503 database-unavailable|";
    /** Refuses what changes something, if a page of another site asks for it. */
    static final String FOREIGN_ORIGIN = "foreign-origin";

    /** Every call, by method and path. */
    static final Map<String, ApiCall> ALL = calls();

    private ApiCalls() {}

    private static Map<String, ApiCall> calls() {
        Map<String, ApiCall> calls = new LinkedHashMap<>();
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
                        ONE + "409 job-not-over|422 " + NOT_OFFERED + "|429 too-many-waiting|"));
        calls.put(
                "POST /api/conversations",
                call("createConversation", CHAT, "Open a conversation", "", BODY + LISTS)
                        .taking(ApiSchemas.NEW_CONVERSATION));
        calls.put(
                "GET /api/conversations",
                call(
                        "listConversations",
                        CHAT,
                        "My conversations, latest first",
                        "q searches titles and prompts.",
                        LISTS));
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
                        LISTS + "404 not-found, picture-removed|503 busy|"));
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
                        "403 bad-signature|404 not-found|410 upload-expired|503 store-unavailable|" + DATABASE));
        calls.put(
                "PUT /api/uploads/{job}/{epoch}/{run}",
                call(
                                "uploadPicture",
                                WORKERS,
                                "Put a run's picture away",
                                "Create-only; the address is signed and travels with the job, so nobody makes one up. 200 = the same bytes were there.",
                                "400 broken-off|403 bad-signature|404 not-found|409 picture-exists|410 upload-expired|413 too-large|415 no-picture|503 store-unavailable|507 store-full|")
                        .answering("201", "stored", null));
        return Map.copyOf(calls);
    }

    private static ApiCall call(String id, String tag, String summary, String description, String problems) {
        boolean asksDatabase = List.of(JOBS, CHAT, PICTURES).contains(tag);
        return new ApiCall(id, tag, summary, description, problems + (asksDatabase ? DATABASE : ""), null, null);
    }
}
