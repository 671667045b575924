package imece.gateway.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the container dispatches once a filter or a servlet has failed. */
@Controller
class ErrorDispatches implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorDispatches.class);

    private final ProblemWriter writer;

    ErrorDispatches(ProblemWriter writer) {
        this.writer = writer;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (failure instanceof SocketTimeoutException silent && ClientGone.caused(silent)) {
            LOG.debug("A client said nothing more in the middle of its request.");
            writer.write(response, StatusProblems.problem(HttpStatus.REQUEST_TIMEOUT.value()));
        } else if (failure instanceof Throwable gone && ClientGone.caused(gone)) {
            // Mostly nobody is left to read this.
            LOG.debug("A client left in the middle of its request: {}", gone.toString());
            writer.write(response, StatusProblems.problem(HttpStatus.BAD_REQUEST.value()));
        } else if (failure instanceof Throwable thrown) {
            writer.write(response, Problems.problem(thrown, request));
        } else {
            writer.write(response, StatusProblems.problem(status instanceof Integer code ? code : 404));
        }
    }
}
