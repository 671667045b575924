package imece.gateway.http.openapi;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API in words.
 *
 * @param id its name in the document, for generated clients
 * @param problems {@code status codes} with bars between
 * @param answer success status and schema, where the signature does not show them; null = it does
 * @param body schema of the request's body, or null
 */
record ApiCall(
        String id,
        String tag,
        String summary,
        String description,
        String problems,
        @Nullable ApiAnswer answer,
        @Nullable String body) {

    /** How it succeeds. A schema of null: without a body. */
    record ApiAnswer(
            String status, String description, @Nullable String schema) {}

    ApiCall answering(String status, String description, @Nullable String schema) {
        return new ApiCall(
                id, tag, summary, this.description, problems, new ApiAnswer(status, description, schema), body);
    }

    ApiCall taking(String schema) {
        return new ApiCall(id, tag, summary, description, problems, answer, schema);
    }

    /** Whether it makes jobs, and so may be repeated under a key. */
    boolean makesJobs() {
        return ApiSchemas.PICTURES.equals(body);
    }

    boolean isUpload() {
        return id.equals("uploadPicture");
    }

    boolean isInitUpload() {
        return id.equals("uploadInitPicture");
    }

    boolean isImage() {
        return id.equals("getImage");
    }

    /** Whether it answers with a picture as it was uploaded. */
    boolean isUploaded() {
        return id.equals("getUpload") || id.equals("fetchInitPicture");
    }

    /** The query parameters of its address, where that is signed. */
    List<String> signed() {
        return switch (id) {
            case "uploadPicture" -> List.of("expires", "max", "signature");
            case "fetchInitPicture" -> List.of("expires", "signature");
            default -> List.of();
        };
    }

    /** Whether the operator's token must come with it. The call that trades it for a cookie takes it in its body. */
    boolean needsOperator() {
        return problems.contains(ApiCalls.OPERATORS) && !id.equals("openOperatorSession");
    }

    /** How it refuses, by status: the codes that come with it. Whatever changes something refuses foreign pages. */
    Map<String, String> refusals(HttpMethod method) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (String problem : problems.split("\\|", -1)) {
            String[] parts = problem.split(" ", 2);
            if (parts.length == 2) {
                refusals.merge(parts[0], parts[1], (one, other) -> one + ", " + other);
            }
        }
        if (method != HttpMethod.GET) {
            refusals.merge("403", ApiCalls.FOREIGN_ORIGIN, (codes, foreign) -> codes + ", " + foreign);
        }
        return refusals;
    }
}
