package imece.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A problem detail (RFC 9457).
 *
 * @param status of HTTP
 * @param code stable word for programs, also the last part of the problem's type
 * @param detail one sentence for people
 * @param errors what is wrong with which field; empty unless the request's content is
 * @param retryAfter when it makes sense to ask again; null = not by waiting
 * @param limit which limit would be exceeded; null = it is about none
 */
public record Problem(
        HttpStatus status,
        String code,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter,
        @Nullable UsedLimit limit) {

    /** Media type of every refusal. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** A problem that is about no limit. */
    public Problem(
            HttpStatus status, String code, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        this(status, code, detail, errors, retryAfter, null);
    }

    /**
     * One field that cannot be taken as it is.
     *
     * @param field its name in the request
     * @param message one sentence
     * @param allowed what it may be: a range, a list or a description
     */
    public record FieldError(String field, String message, String allowed) {}

    /**
     * A limit, and what is used of it.
     *
     * @param what submits, waiting, pictures, gpu-seconds, bytes, or new-visitors
     * @param of the most; null = any number
     * @param until when so much is free again as was asked for, or the day ends; null = when something else has ended
     */
    public record UsedLimit(
            String what,
            long used,
            @Nullable Long of,
            @Nullable Instant until) {}

    /** A problem that nothing more is to be said about. */
    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), null);
    }

    /** The JSON of it. */
    Body body() {
        return new Body(
                "urn:imece:problem:" + code, status.getReasonPhrase(), status.value(), detail, code, errors, limit);
    }

    /** The members in their order. */
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UsedLimit limit) {}
}
