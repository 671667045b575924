package imece.gateway.http.body;

import imece.gateway.http.body.HeaderPatience.Begun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Constants;
import org.apache.coyote.RequestInfo;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as Tomcat speaks it, with a deadline for the headers of a request. Tomcat holds no thread for them, but its time-out begins
 * anew with each byte, so that a connection could be held for days. Made by Tomcat itself, by name.
 */
public final class TimedProtocol extends Http11NioProtocol {

    private @Nullable HeaderPatience<SocketWrapperBase<NioChannel>> patience;

    void headersWithin(Duration within) {
        patience = new HeaderPatience<>(within);
    }

    /** Closes the connections whose headers are late; to be called now and then, on one thread at a time. */
    void closeLate(long nanos) {
        if (patience == null) {
            return;
        }
        List<Begun<SocketWrapperBase<NioChannel>>> begun = new ArrayList<>();
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            // Whoever works for a connection has taken its processor away.
            if (connection.getCurrentProcessor() instanceof AbstractProcessor waiting && waitsForHeaders(waiting)) {
                begun.add(new Begun<>(
                        connection, waiting.getRequest().getRequestProcessor().getRequestCount()));
            }
        }
        patience.late(begun, nanos).forEach(SocketWrapperBase::close);
    }

    private static boolean waitsForHeaders(AbstractProcessor processor) {
        RequestInfo request = processor.getRequest().getRequestProcessor();
        return !processor.isAsync()
                && request != null
                && (request.getStage() == Constants.STAGE_PARSE || request.getStage() == Constants.STAGE_ENDED);
    }
}
