package imece.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@link JsonBody}s: 413 above the limit, 415 for other types, 400 for what is no JSON. */
@Component
public class JsonBodies implements HandlerMethodArgumentResolver {

    private final JsonMapper json;

    JsonBodies(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == JsonBody.class;
    }

    @Override
    public JsonBody resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("A JSON body can be read from an HTTP request only.");
        }
        if (request.getContentLengthLong() > JsonBody.MOST_BYTES) {
            throw tooLarge();
        }
        byte[] bytes = read(request);
        if (bytes.length > JsonBody.MOST_BYTES) {
            throw tooLarge();
        }
        if (bytes.length == 0) {
            return new JsonBody(bytes, json.createObjectNode());
        }
        requireJson(request.getContentType());
        return parsed(bytes);
    }

    private static byte[] read(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(JsonBody.MOST_BYTES + 1);
        } catch (IOException brokenOff) {
            throw Refusal.of(HttpStatus.BAD_REQUEST, "broken-off", "The request ended before its body did.");
        }
    }

    private JsonBody parsed(byte[] bytes) {
        try {
            JsonNode tree = json.readTree(bytes);
            if (!tree.isMissingNode()) {
                return new JsonBody(bytes, tree);
            }
        } catch (JacksonException e) {
            // Answered below, like a body of nothing but blanks.
        }
        throw Refusal.of(HttpStatus.BAD_REQUEST, "malformed-json", "The body is not JSON.");
    }

    private static void requireJson(@Nullable String type) {
        try {
            if (type != null && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(type))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // Answered below, like any other type.
        }
        throw Refusal.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body must be application/json.");
    }

    private static Refusal tooLarge() {
        return Refusal.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "A body may have at most " + JsonBody.MOST_BYTES + " bytes.");
    }

    /**
     * A request's body: JSON, at most {@value #MOST_BYTES} bytes. Controllers take it as a parameter.
     *
     * @param bytes as they came
     * @param tree as they read; an absent body reads as an empty object
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are only hashed
    public record JsonBody(byte[] bytes, JsonNode tree) {

        /** The largest body that is read. */
        public static final int MOST_BYTES = 64 * 1024;

        public JsonBody {
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return "JsonBody[" + bytes.length + " bytes, #" + Arrays.hashCode(bytes) + "]";
        }

        /** Its fields, to be read strictly. */
        public JsonFields fields() {
            return JsonFields.of(tree);
        }
    }
}
