package imece.worker.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import org.jspecify.annotations.Nullable;

/** What went wrong with the broker, for people. */
final class BrokerErrors {

    private BrokerErrors() {}

    /** The innermost cause that says something; the broker's own words where it gave any. */
    static String of(Throwable problem) {
        String said = problem.getClass().getSimpleName();
        Throwable at = problem;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (at instanceof ShutdownSignalException signal) {
                String reason = ofBroker(signal);
                if (reason != null) {
                    return reason;
                }
            }
            if (at.getMessage() != null) {
                said = at.getMessage();
            }
            at = at.getCause();
        }
        return said;
    }

    private static @Nullable String ofBroker(ShutdownSignalException signal) {
        return switch (signal.getReason()) {
            case AMQP.Connection.Close close -> close.getReplyText();
            case AMQP.Channel.Close close -> close.getReplyText();
            case null -> null;
            default -> null;
        };
    }
}
