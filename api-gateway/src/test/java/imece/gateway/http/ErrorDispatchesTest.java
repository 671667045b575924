package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class ErrorDispatchesTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("imece.gateway.http");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoLonger() {
        logger.detachAppender(log);
    }

    @Test
    void aDiskThatFailsIsA500WithoutDetailsAndStandsInTheLog() throws IOException {
        for (IOException ours : List.of(
                new FileSystemException("/secret/folder", null, "Input/output error"),
                new EOFException("/secret/folder ended too early"),
                new IOException("Broken pipe to /secret/folder"))) {
            log.list.clear();

            MockHttpServletResponse answer = dispatched(ours);

            assertThat(answer.getStatus()).isEqualTo(500);
            assertThat(answer.getContentAsString())
                    .contains("internal-error")
                    .doesNotContain("secret", "Exception", "pipe");
            assertThat(log.list).anySatisfy(line -> {
                assertThat(line.getLevel()).isEqualTo(Level.ERROR);
                assertThat(line.getThrowableProxy().getMessage()).contains("/secret/folder");
            });
        }
    }

    @Test
    void aClientThatHasGoneIsNoErrorOfOurs() throws IOException {
        for (Exception gone : List.of(
                new ClientAbortException(new IOException("Broken pipe")),
                new BadRequestException("Invalid chunk header"),
                metInTheBody(new EOFException()),
                metInTheBody(new SocketException("Connection reset")),
                new ServletException(new ClientAbortException()))) {
            assertThat(dispatched(gone).getStatus()).isEqualTo(400);
        }
        assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    }

    @Test
    void aClientThatSaysNothingMoreInTheMiddleOfItsBodyIsTooSlow() throws IOException {
        MockHttpServletResponse answer = dispatched(metInTheBody(new SocketTimeoutException()));

        assertThat(answer.getStatus()).isEqualTo(408);
        assertThat(answer.getContentAsString()).contains("\"code\":\"too-slow\"");
        assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
    }

    @Test
    void aTimeOutOfOurOwnIsNoFaultOfTheClient() throws IOException {
        assertThat(dispatched(new SocketTimeoutException("a store that is silent"))
                        .getStatus())
                .isEqualTo(500);
    }

    @Test
    void aDatabaseThatIsAwayIs503AlsoFromAFilter() throws IOException {
        MockHttpServletResponse answer =
                dispatched(new ServletException(new SQLException("Connection reset by peer", "08006")));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).matches("[1-9]\\d*");
    }

    /** As Tomcat leaves it behind when a client hangs up, or says nothing more, in the middle of a body. */
    private static IOException metInTheBody(IOException bare) {
        bare.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper", "read", null, 1),
            new StackTraceElement(org.apache.coyote.Request.class.getName(), "doRead", null, 1),
            new StackTraceElement("imece.gateway.picture.UploadDraft", "fill", null, 1)
        });
        return bare;
    }

    private static MockHttpServletResponse dispatched(Exception failure) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/jobs");
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, failure);
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
        MockHttpServletResponse response = new MockHttpServletResponse();
        new ErrorDispatches(new ProblemWriter(new JsonMapper())).error(request, response);
        return response;
    }
}
