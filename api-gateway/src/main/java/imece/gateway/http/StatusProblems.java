package imece.gateway.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Problems that have no more to say than their status does. */
final class StatusProblems {

    private StatusProblems() {}

    static Problem problem(int status) {
        return switch (status) {
            case 400 -> problem(HttpStatus.BAD_REQUEST, "bad-request", "This request cannot be read.");
            case 404 -> problem(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address.");
            case 405 ->
                problem(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This address does not take this method.");
            case 406 ->
                problem(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "There is no answer of the type asked for.");
            case 408 ->
                problem(
                        HttpStatus.REQUEST_TIMEOUT,
                        "too-slow",
                        "The content of this request came too slowly. Nothing of it was kept; please send it again.");
            case 413 ->
                problem(HttpStatus.CONTENT_TOO_LARGE, "too-large", "This request is larger than what is taken here.");
            case 415 ->
                problem(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported-media-type",
                        "This address does not take content of this type.");
            case 422 ->
                problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "validation-failed",
                        "This request cannot be taken as it is.");
            case 429 ->
                problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too-many-requests",
                        "Too many of these came from you, or from all, at the moment. Please try again later.");
            case 503 ->
                problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "This gateway is busy or being stopped.");
            default -> other(HttpStatus.resolve(status));
        };
    }

    private static Problem other(@Nullable HttpStatus status) {
        return status == null || status.is5xxServerError()
                ? problem(
                        status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status,
                        "internal-error",
                        "Something went wrong on the server.")
                : problem(
                        status,
                        "http-" + status.value(),
                        "This request was refused: " + status.getReasonPhrase() + ".");
    }

    private static Problem problem(HttpStatus status, String code, String detail) {
        return Problem.of(status, code, detail);
    }
}
