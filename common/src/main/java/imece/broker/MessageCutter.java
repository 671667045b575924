package imece.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import imece.contract.MessageSize;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes small ones of messages that are too large, frame by frame as they arrive, so that no more than {@link CutMessage#KEPT}
 * bytes of one are ever in memory. The client itself would keep it whole, or beyond its own bound close the connection; then the
 * broker hands the message out again, for ever.
 *
 * <p>For the one thread that reads a connection.
 */
final class MessageCutter {

    /** Properties beyond this are not honest either: an ordinary header table has some hundred bytes. */
    private static final int MOST_PROPERTIES = 16 << 10;

    private static final int CLASS_BASIC = 60;
    private static final int BASIC_RETURN = 50;
    private static final int BASIC_DELIVER = 60;
    private static final int BASIC_GET_OK = 71;
    private static final int BODY_SIZE_AT = 4;

    /** By channel, what was announced there and has not come whole yet. */
    private final Map<Integer, Arriving> arriving = new HashMap<>();

    private sealed interface Arriving {}

    /** A message of this exchange follows. */
    private record Announced(String exchange) implements Arriving {}

    /** The frames that the client gets for this one: mostly itself, none while a message is being cut, then what is left of it. */
    List<Frame> pass(Frame frame) throws IOException {
        return switch (frame.type) {
            case AMQP.FRAME_METHOD -> {
                announce(frame);
                yield List.of(frame);
            }
            case AMQP.FRAME_HEADER -> header(frame);
            case AMQP.FRAME_BODY -> body(frame);
            default -> List.of(frame);
        };
    }

    private void announce(Frame method) throws IOException {
        String exchange = exchange(method.getInputStream());
        if (exchange == null) {
            arriving.remove(method.channel);
        } else {
            arriving.put(method.channel, new Announced(exchange));
        }
    }

    /** Of the message that this method announces, or null if it announces none. */
    private static @Nullable String exchange(DataInputStream method) throws IOException {
        if (method.readUnsignedShort() != CLASS_BASIC) {
            return null;
        }
        switch (method.readUnsignedShort()) {
            case BASIC_DELIVER -> {
                String unusedTag = shortText(method);
                method.skipNBytes(Long.BYTES + 1);
            }
            case BASIC_GET_OK -> method.skipNBytes(Long.BYTES + 1);
            case BASIC_RETURN -> {
                method.skipNBytes(Short.BYTES);
                String unusedReason = shortText(method);
            }
            default -> {
                return null;
            }
        }
        return shortText(method);
    }

    private static String shortText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private List<Frame> header(Frame header) throws IOException {
        if (!(arriving.remove(header.channel) instanceof Announced message)) {
            return List.of(header);
        }
        byte[] payload = header.getPayload();
        long size = ByteBuffer.wrap(payload).getLong(BODY_SIZE_AT);
        if (size <= MessageSize.most(message.exchange()) && payload.length <= MOST_PROPERTIES) {
            return List.of(header);
        }
        TooLarge cut = new TooLarge(header, size);
        if (size == 0) {
            return cut.left();
        }
        arriving.put(header.channel, cut);
        return List.of();
    }

    private List<Frame> body(Frame body) throws IOException {
        if (!(arriving.get(body.channel) instanceof TooLarge cut)) {
            return List.of(body);
        }
        cut.add(body.getPayload());
        if (!cut.whole()) {
            return List.of();
        }
        arriving.remove(body.channel);
        return cut.left();
    }

    /** A message that is being cut. */
    private static final class TooLarge implements Arriving {

        private final Frame header;
        private final long size;
        private final MessageDigest digest = sha256();
        private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
        private long seen;

        TooLarge(Frame header, long size) {
            this.header = header;
            this.size = size;
        }

        void add(byte[] bytes) {
            seen += bytes.length;
            digest.update(bytes);
            begin.write(bytes, 0, Math.min(bytes.length, CutMessage.KEPT - begin.size()));
        }

        boolean whole() {
            return seen >= size;
        }

        List<Frame> left() throws IOException {
            BasicProperties properties = (BasicProperties) AMQImpl.readContentHeaderFrom(header.getInputStream());
            CutMessage cut = new CutMessage(size, HexFormat.of().formatHex(digest.digest()));
            byte[] body = begin.toByteArray();
            Frame small = cut.properties(properties).toFrame(header.channel, body.length);
            Frame smallHeader = new Frame(AMQP.FRAME_HEADER, header.channel, small.getPayload());
            return body.length == 0
                    ? List.of(smallHeader)
                    : List.of(smallHeader, new Frame(AMQP.FRAME_BODY, header.channel, body));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
            }
        }
    }
}
