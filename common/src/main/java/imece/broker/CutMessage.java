package imece.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import imece.contract.MessageSize;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a message that was larger than {@link MessageSize} allows: its first bytes are its body now, and this stands
 * in its headers. Anybody can write such headers; who does has only his own message passed over.
 *
 * @param bytes of the whole body
 * @param sha256 of the whole body, lower-case hex
 */
public record CutMessage(long bytes, String sha256) {

    /** So many bytes of the body are kept. */
    public static final int KEPT = 1_024;

    private static final String BYTES = "imece-cut-bytes";
    private static final String SHA256 = "imece-cut-sha256";

    /** Whether a message with these headers is one, and of what. */
    public static Optional<CutMessage> in(@Nullable Map<String, ? extends @Nullable Object> headers) {
        return headers != null && headers.get(BYTES) instanceof Number bytes && headers.get(SHA256) != null
                ? Optional.of(new CutMessage(bytes.longValue(), String.valueOf(headers.get(SHA256))))
                : Optional.empty();
    }

    /** The properties of what is left: who sent it stays. */
    BasicProperties properties(BasicProperties whole) {
        return new BasicProperties.Builder()
                .contentType(whole.getContentType())
                .userId(whole.getUserId())
                .appId(whole.getAppId())
                .headers(Map.of(BYTES, bytes, SHA256, sha256))
                .build();
    }
}
