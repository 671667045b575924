package imece.gateway.http;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;

/** A request that is refused, anywhere between filter and database; it ends the transaction and becomes a {@link Problem}. */
public final class Refusal extends RuntimeException {

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }

    /** Nothing there, or somebody else's: which of the two is nobody's business. */
    public static Refusal notFound(String what) {
        return of(HttpStatus.NOT_FOUND, "not-found", "There is no such " + what + ".");
    }

    /** The body comes so slowly that nobody waits for the rest of it. */
    public static Refusal tooSlow() {
        return new Refusal(StatusProblems.problem(HttpStatus.REQUEST_TIMEOUT.value()));
    }

    /** The thing is in a state that does not allow it. */
    public static Refusal conflict(String code, String detail) {
        return of(HttpStatus.CONFLICT, code, detail);
    }

    /** The request was understood and its content is wrong. */
    public static Refusal invalid(List<Problem.FieldError> errors) {
        return new Refusal(new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "validation-failed",
                errors.size() == 1
                        ? "A field of this request cannot be taken as it is."
                        : errors.size() + " fields of this request cannot be taken as they are.",
                errors,
                null));
    }

    /** One field is wrong. */
    public static Refusal invalid(String field, String message, String allowed) {
        return invalid(List.of(new Problem.FieldError(field, message, allowed)));
    }

    /** Not now. */
    public static Refusal later(HttpStatus status, String code, String detail, Duration retryAfter) {
        return new Refusal(new Problem(status, code, detail, List.of(), retryAfter));
    }

    /** Not now, for a limit would be exceeded. */
    public static Refusal limited(
            HttpStatus status, String code, String detail, Duration retryAfter, Problem.UsedLimit limit) {
        return new Refusal(new Problem(status, code, detail, List.of(), retryAfter, limit));
    }

    /** Refused for a reason of its own. */
    public static Refusal of(HttpStatus status, String code, String detail) {
        return new Refusal(Problem.of(status, code, detail));
    }
}
