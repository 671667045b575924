package imece.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Makes connections on which a message that is too large arrives as a {@link CutMessage}, whatever the broker lets pass. */
final class BoundedConnections extends ConnectionFactory {

    @Override
    protected synchronized FrameHandlerFactory createFrameHandlerFactory() throws IOException {
        FrameHandlerFactory plain = super.createFrameHandlerFactory();
        return (address, connection) -> new CuttingFrames(plain.create(address, connection));
    }

    /** The frames of one connection; all but what arrives is left to another handler. */
    private static final class CuttingFrames implements FrameHandler {

        private final FrameHandler plain;
        private final MessageCutter cutter = new MessageCutter();
        private final Deque<Frame> ready = new ArrayDeque<>();

        CuttingFrames(FrameHandler plain) {
            this.plain = plain;
        }

        @Override
        public @Nullable Frame readFrame() throws IOException {
            if (!ready.isEmpty()) {
                return ready.poll();
            }
            Frame frame = plain.readFrame();
            if (frame == null) {
                // No frame came for a while; the client counts how often.
                return null;
            }
            ready.addAll(cutter.pass(frame));
            // While a message is being cut the client must not take the broker for silent.
            return ready.isEmpty() ? new Frame(AMQP.FRAME_HEARTBEAT, 0) : ready.poll();
        }

        @Override
        public void initialize(AMQConnection connection) {
            plain.initialize(connection);
        }

        @Override
        public boolean internalHearbeat() {
            return plain.internalHearbeat();
        }

        @Override
        public void finishConnectionNegotiation() {
            plain.finishConnectionNegotiation();
        }

        @Override
        public void setTimeout(int millis) throws SocketException {
            plain.setTimeout(millis);
        }

        @Override
        public int getTimeout() throws SocketException {
            return plain.getTimeout();
        }

        @Override
        public void sendHeader() throws IOException {
            plain.sendHeader();
        }

        @Override
        public void writeFrame(Frame frame) throws IOException {
            plain.writeFrame(frame);
        }

        @Override
        public void flush() throws IOException {
            plain.flush();
        }

        @Override
        public void close() {
            plain.close();
        }

        @Override
        public InetAddress getLocalAddress() {
            return plain.getLocalAddress();
        }

        @Override
        public int getLocalPort() {
            return plain.getLocalPort();
        }

        @Override
        public InetAddress getAddress() {
            return plain.getAddress();
        }

        @Override
        public int getPort() {
            return plain.getPort();
        }
    }
}
