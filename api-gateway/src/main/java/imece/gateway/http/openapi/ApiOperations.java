package imece.gateway.http.openapi;

import static imece.gateway.http.openapi.ApiSchemas.ref;
import static imece.gateway.http.openapi.ApiSchemas.type;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** Completes what the annotations of a call say by what its signature means here. */
final class ApiOperations implements OperationCustomizer {

    private static final List<String> PICTURES = List.of("image/png", "image/jpeg", "image/webp");

    @Override
    public Operation customize(Operation operation, HandlerMethod call) {
        if (operation.getRequestBody() != null && operation.getRequestBody().getRequired() == null) {
            operation.getRequestBody().setRequired(false);
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(ApiOperations::complete);
        }
        operation.getResponses().forEach(ApiOperations::complete);
        ApiRefusals.of(call.getMethod())
                .forEach((status, codes) -> operation
                        .getResponses()
                        .addApiResponse(
                                status,
                                new ApiResponse()
                                        .description(codes)
                                        .content(content("application/problem+json", ref(ApiSchemas.PROBLEM)))));
        return operation;
    }

    /** A call reads some of its parameters itself, so no signature tells their type: they are texts. */
    private static void complete(Parameter parameter) {
        if (parameter.getSchema() == null) {
            parameter.setSchema(type("string"));
        }
    }

    /** A resource is always a picture, unless it says otherwise; and the library's own description is the status in words, which says nothing. */
    private static void complete(String status, ApiResponse response) {
        Content found = response.getContent();
        if (found != null
                && found.entrySet().stream().anyMatch(answer -> isPicture(answer.getKey(), answer.getValue()))) {
            response.setContent(pictures());
        }
        if (HttpStatus.valueOf(Integer.parseInt(status)).getReasonPhrase().equals(response.getDescription())) {
            response.setDescription("done");
        }
    }

    private static boolean isPicture(String mediaType, MediaType answer) {
        return !mediaType.equals("application/zip")
                && answer.getSchema() != null
                && "binary".equals(answer.getSchema().getFormat());
    }

    private static Content pictures() {
        Content content = new Content();
        PICTURES.forEach(kind ->
                content.addMediaType(kind, new MediaType().schema(type("string").format("binary"))));
        return content;
    }

    private static Content content(String mediaType, Schema<?> schema) {
        return new Content().addMediaType(mediaType, new MediaType().schema(schema));
    }
}
