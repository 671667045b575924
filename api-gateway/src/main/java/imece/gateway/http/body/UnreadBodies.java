package imece.gateway.http.body;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpHeaders;

/**
 * A request that was answered before its body was read. Tomcat would go on reading it, up to 2 MB and for as long as each wait for a
 * byte ends in time, to use the connection again. Here the answer goes out at once; then a little more is read and thrown away,
 * because a client that is still sending when the connection is closed may never see its answer; then the connection is closed.
 */
final class UnreadBodies extends ValveBase {

    private static final long MOST_BYTES = 2L << 20;
    private static final long LONGEST = Duration.ofSeconds(3).toNanos();

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && !request.getCoyoteRequest().isFinished()) {
            response.finishResponse();
            if (!isOver(request)) {
                passOver(request);
            }
            if (!request.getCoyoteRequest().isFinished()) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    /** Whoever waits to be told to go on sends nothing; what failed, or was too slow, is not read again. */
    private static boolean isOver(Request request) {
        return request.getHeader(HttpHeaders.EXPECT) != null
                || request.getCoyoteRequest().getErrorException() != null
                || request.getResponse().getStatus() == 408;
    }

    /** From the connection itself: with the answer, what servlets read from has ended. */
    private void passOver(Request request) {
        long begun = System.nanoTime();
        long passed = 0;
        try {
            Unread unread = new Unread();
            while (passed <= MOST_BYTES && System.nanoTime() - begun < LONGEST) {
                int read = request.getCoyoteRequest().doRead(unread);
                if (read < 0) {
                    return;
                }
                passed += read;
            }
        } catch (IOException gone) {
            container.getLogger().debug("A client left before the rest of its request was read.", gone);
        }
    }

    /** Where Tomcat shows what has come; nobody looks at it. */
    private static final class Unread implements ApplicationBufferHandler {

        private ByteBuffer shown = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            shown = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return shown;
        }

        @Override
        public void expand(int size) {}
    }
}
