package imece.gateway.problem;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
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
                    || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }
}
