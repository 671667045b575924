package imece.worker.run;

import imece.contract.Wire;
import java.net.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of HTTP says of a picture. Pure. Only a gateway knows the picture store: its refusals are problem details
 * (RFC 9457) of its own type. Whatever else answers, a proxy or a page to sign in at, speaks for itself, and the picture's fate is
 * not known.
 */
enum StoreAnswer {
    /** The store has it. */
    DONE,
    /** The address is no longer valid. */
    EXPIRED,
    /** Another picture lies under the run's name. */
    TAKEN,
    /** A gateway has looked at the picture, and will never take it. */
    REFUSED,
    /** A gateway does not have what was asked for. */
    MISSING,
    /** The store, or what stands before it, refuses as it is set up: waiting will hardly change that. */
    TURNED_AWAY,
    /** Not known; it may be better later, or elsewhere. */
    UNKNOWN;

    /** More of a refusal is not read. */
    static final int MOST_BYTES = 1 << 16;

    private static final String TYPE = "urn:imece:problem:";

    /** A problem detail, as far as it matters here. */
    record ProblemDetail(
            @Nullable String type,
            @Nullable String code,
            @Nullable String detail) {

        /** The one in this body; empty unless a gateway of ours has written it. */
        static Optional<ProblemDetail> ours(HttpHeaders headers, byte[] body) {
            return isProblem(headers)
                    ? Wire.read(body, ProblemDetail.class)
                            .filter(problem ->
                                    problem.type() != null && problem.type().startsWith(TYPE))
                    : Optional.empty();
        }

        /** Whether the body is worth reading. */
        static boolean isProblem(HttpHeaders headers) {
            return mediaType(headers).startsWith("application/problem+json");
        }
    }

    /** What the answer to an upload says. */
    static StoreAnswer of(int status, HttpHeaders headers, Optional<ProblemDetail> ours) {
        if (status == 200 || status == 201 || status == 204) {
            // A gateway answers an upload without a page.
            return isPage(headers) ? TURNED_AWAY : DONE;
        }
        if (ours.isEmpty()) {
            return refuses(status) ? TURNED_AWAY : UNKNOWN;
        }
        return switch (status) {
            case 404 -> MISSING;
            case 409 -> TAKEN;
            case 410 -> EXPIRED;
            case 413, 415, 422 -> REFUSED;
            default -> refuses(status) ? TURNED_AWAY : UNKNOWN;
        };
    }

    /** Whether what came is a page for people, where none was asked for. */
    static boolean isPage(HttpHeaders headers) {
        return mediaType(headers).startsWith("text/html");
    }

    private static boolean refuses(int status) {
        return status >= 300 && status < 500 && status != 408 && status != 429;
    }

    private static String mediaType(HttpHeaders headers) {
        return headers.firstValue("Content-Type").orElse("");
    }
}
