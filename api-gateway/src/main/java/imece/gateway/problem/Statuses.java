package imece.gateway.problem;

import org.springframework.http.HttpStatus;

/** Problems that have no more to say than their status does. */
final class Statuses {

    private Statuses() {}

    static Problem problem(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return switch (known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known) {
            case BAD_REQUEST -> problem(HttpStatus.BAD_REQUEST, "bad-request", "This request cannot be read.");
            case NOT_FOUND -> problem(HttpStatus.NOT_FOUND, "not-found", "There is nothing at this address.");
            case METHOD_NOT_ALLOWED ->
                problem(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This address does not take this method.");
            case NOT_ACCEPTABLE ->
                problem(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "There is no answer of the type asked for.");
            case CONTENT_TOO_LARGE ->
                problem(HttpStatus.CONTENT_TOO_LARGE, "too-large", "This request is larger than what is taken here.");
            case UNSUPPORTED_MEDIA_TYPE ->
                problem(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported-media-type",
                        "This address does not take content of this type.");
            case SERVICE_UNAVAILABLE ->
                problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "This gateway is busy or being stopped.");
            default -> other(known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known);
        };
    }

    private static Problem other(HttpStatus status) {
        return status.is5xxServerError()
                ? problem(status, "internal-error", "Something went wrong on the server.")
                : problem(
                        status,
                        "http-" + status.value(),
                        "This request was refused: " + status.getReasonPhrase() + ".");
    }

    private static Problem problem(HttpStatus status, String code, String detail) {
        return Problem.of(status, code, detail);
    }
}
