package imece.gateway.http;

import java.io.IOException;
import java.util.Arrays;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Tells a connection that its client gave up, or broke, from everything else that an IOException can mean. By the types that
 * the container wraps such failures in: words like "broken pipe" may as well come from our own disk or database.
 */
final class ClientGone {

    private static final int DEEPEST_CAUSE = 20;

    private ClientGone() {}

    static boolean caused(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof ClientAbortException
                    || cause instanceof BadRequestException
                    || cause instanceof AsyncRequestNotUsableException
                    || metInTheBody(cause)) {
                return true;
            }
        }
        return false;
    }

    /** What ends the reading of a body, the container also hands to the error page: bare, without a type of its own. */
    private static boolean metInTheBody(Throwable failure) {
        return failure instanceof IOException
                && Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Request.class.getName())
                                && frame.getMethodName().equals("doRead"));
    }
}
