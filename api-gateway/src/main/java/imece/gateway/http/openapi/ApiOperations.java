package imece.gateway.http.openapi;

import static imece.gateway.http.openapi.ApiSchemas.ref;
import static imece.gateway.http.openapi.ApiSchemas.type;

import imece.gateway.submit.spec.PictureRequestReader.SpecLimits;
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
import java.util.List;
import java.util.TreeMap;

/** Puts the words of {@link ApiCalls} to the operations that were found in the controllers. */
final class ApiOperations {

    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";

    private ApiOperations() {}

    /** Every call that there are words for. */
    static void describe(OpenAPI document) {
        var sorted = new TreeMap<>(document.getPaths());
        document.getPaths().clear();
        document.getPaths().putAll(sorted);
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    ApiCall call = ApiCalls.ALL.get(method + " " + path);
                    if (call != null) {
                        describe(operation, method, call);
                    }
                }));
    }

    private static void describe(Operation operation, HttpMethod method, ApiCall call) {
        operation.setOperationId(call.id());
        operation.setTags(List.of(call.tag()));
        operation.setSummary(call.summary());
        if (!call.description().isEmpty()) {
            operation.setDescription(call.description());
        }
        if (call.body() != null) {
            operation.setRequestBody(
                    new RequestBody().required(call.makesJobs()).content(content(JSON, ref(call.body()))));
        }
        if (call.makesJobs()) {
            operation.addParametersItem(header(
                    "Idempotency-Key",
                    "1 to 255 printable ASCII characters: the same key with the"
                            + " same body is answered as the first time, for 24 hours"));
            operation.addParametersItem(header("traceparent", "W3C trace context; travels with the job"));
        }
        if (call.isInitUpload()) {
            operation.setRequestBody(new RequestBody().required(true).content(pictures(SpecLimits.UPLOAD_TYPES)));
        }
        if (call.isUpload()) {
            operation.setRequestBody(new RequestBody().required(true).content(anyPicture()));
        }
        for (String signed : call.signed()) {
            operation.addParametersItem(new Parameter()
                    .in("query")
                    .name(signed)
                    .required(true)
                    .description("as the address in the job has it")
                    .schema(type("string")));
        }
        if (call.needsOperator()) {
            operation.addSecurityItem(new SecurityRequirement().addList(ApiDocument.OPERATOR));
        }
        answers(operation, method, call);
    }

    private static void answers(Operation operation, HttpMethod method, ApiCall call) {
        ApiResponses responses = new ApiResponses();
        ApiCall.ApiAnswer answer = call.answer();
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
        if (call.isUpload()) {
            responses.addApiResponse("200", new ApiResponse().description("the same bytes were there already"));
        }
        if (call.isUploaded()) {
            responses.addApiResponse(
                    "200", new ApiResponse().description("the picture").content(anyPicture()));
        }
        if (call.isImage()) {
            responses.addApiResponse("200", pictures());
            responses.addApiResponse("304", new ApiResponse().description("what If-None-Match names is still right"));
        }
        call.refusals(method)
                .forEach((status, codes) -> responses.addApiResponse(
                        status,
                        new ApiResponse().description(codes).content(content(PROBLEM_JSON, ref(ApiSchemas.PROBLEM)))));
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
}
