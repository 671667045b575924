package imece.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns whatever a request ran into into its problem detail. */
@RestControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ProblemWriter writer;

    Problems(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void any(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (ClientGone.caused(failure)) {
            LOG.debug("A client left before its answer was written: {}", failure.getMessage());
            return;
        }
        if (failure instanceof ErrorResponse known) {
            allowed(known.getHeaders(), response);
        }
        writer.write(response, problem(failure, request));
    }

    static Problem problem(Throwable failure, HttpServletRequest request) {
        if (failure instanceof Refusal refusal) {
            return refusal.problem();
        }
        if (DatabaseAway.caused(failure)) {
            LOG.warn(
                    "{} {} was refused for now, because the database does not answer: {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    failure.getMessage());
            return DatabaseAway.problem();
        }
        if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
            return mismatched(mismatch);
        }
        if (failure instanceof InvalidParameterException) {
            // A query that Tomcat cannot take apart, such as one that is only an equals sign.
            return StatusProblems.problem(HttpStatus.BAD_REQUEST.value());
        }
        if (failure instanceof HttpMessageNotReadableException) {
            // Our own calls read bodies themselves; the actuator lets Spring do it.
            return StatusProblems.problem(HttpStatus.BAD_REQUEST.value());
        }
        if (failure instanceof ErrorResponse known) {
            return StatusProblems.problem(known.getStatusCode().value());
        }
        return unexpected(failure, request);
    }

    private static Problem mismatched(MethodArgumentTypeMismatchException mismatch) {
        MethodParameter parameter = mismatch.getParameter();
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return StatusProblems.problem(HttpStatus.NOT_FOUND.value());
        }
        return Refusal.invalid(mismatch.getName(), mismatch.getName() + " cannot be read.", typeName(mismatch))
                .problem();
    }

    private static String typeName(MethodArgumentTypeMismatchException mismatch) {
        Class<?> type = mismatch.getRequiredType();
        return type == null ? "a value of another type" : "a value of type " + type.getSimpleName();
    }

    private static Problem unexpected(Throwable failure, HttpServletRequest request) {
        UUID id = UUID.randomUUID();
        LOG.error(
                "{} {} failed in a way that nobody foresaw; the client was told to quote {}",
                request.getMethod(),
                request.getRequestURI(),
                id,
                failure);
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something went wrong on the server. Its log tells what, under " + id + ".");
    }

    private static void allowed(@Nullable HttpHeaders headers, HttpServletResponse response) {
        Set<HttpMethod> methods = headers == null ? Set.of() : headers.getAllow();
        if (!methods.isEmpty()) {
            response.setHeader(
                    HttpHeaders.ALLOW,
                    String.join(
                            ", ",
                            methods.stream().map(HttpMethod::name).sorted().toList()));
        }
    }
}
