package imece.worker.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.BrokerAddress;
import imece.broker.BrokerUser;
import imece.broker.TopologyDeclarer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * The broker, reached by two connections: one to publish, one to consume, so that a broker that holds publishers back still
 * hands out orders and takes acknowledgements. On every connect everything is declared before anybody gets to use it.
 */
public final class Broker {

    private final List<String> lanes;
    private final CachingConnectionFactory publishing;
    private final CachingConnectionFactory consuming;

    Broker(String uri, String name, List<String> lanes, ConnectionNews news) {
        this.lanes = List.copyOf(lanes);
        this.publishing = factory(uri, BrokerUser.publishing(name), news);
        this.publishing.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        this.publishing.setPublisherReturns(true);
        this.consuming = factory(uri, BrokerUser.consuming(name), news);
        declareOnConnect(publishing, this::declareShared);
    }

    /** What is done with a channel. */
    interface OnChannel {
        void run(Channel channel) throws IOException;
    }

    CachingConnectionFactory publishing() {
        return publishing;
    }

    /** Declares on the consuming connection whatever this process needs beyond what is shared. */
    void onConsumingConnect(OnChannel own) {
        declareOnConnect(consuming, channel -> {
            declareShared(channel);
            own.run(channel);
        });
    }

    /** Opens the consuming connection unless it is open. */
    void connectConsuming() {
        Connection unused = consuming.createConnection();
    }

    /** A new channel of the consuming connection, which is opened if need be. */
    Channel consumingChannel() throws IOException {
        Channel channel = raw(consuming.createConnection()).createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        declareShared(channel);
        return channel;
    }

    /**
     * Declares everything once more on the consuming connection, which must be open: somebody may have deleted an exchange or a
     * binding, which nobody is told.
     */
    void declareAgain(OnChannel own) {
        try (Channel channel = raw(consuming.createConnection()).createChannel()) {
            if (channel == null) {
                throw new AmqpException("The connection has no channel left.");
            }
            declareShared(channel);
            own.run(channel);
        } catch (IOException | TimeoutException e) {
            throw new AmqpException("Declaring did not work.", e);
        }
    }

    /** Declares everything once more on the publishing connection: something has been lost there. */
    void declareAgain() {
        try (Channel channel = raw(publishing.createConnection()).createChannel()) {
            declareShared(channel);
        } catch (IOException | TimeoutException e) {
            throw new AmqpException("Declaring did not work.", e);
        }
    }

    /** Declares all that gateways and workers share, and the queues of this process's lanes. */
    void declareShared(Channel channel) throws IOException {
        TopologyDeclarer.declareShared(channel, lanes);
    }

    /** Closes both connections; what was not acknowledged goes to somebody else. */
    public void close() {
        consuming.destroy();
        publishing.destroy();
    }

    private static void declareOnConnect(CachingConnectionFactory factory, OnChannel declaring) {
        factory.addConnectionListener(new ConnectionListener() {
            @Override
            public void onCreate(@Nullable Connection connection) {
                try (Channel channel = raw(connection).createChannel()) {
                    declaring.run(channel);
                } catch (IOException | TimeoutException | ShutdownSignalException e) {
                    factory.resetConnection();
                    throw new AmqpIOException(
                            "Declaring did not work.", e instanceof IOException io ? io : new IOException(e));
                }
            }
        });
    }

    private static com.rabbitmq.client.Connection raw(@Nullable Connection connection) {
        com.rabbitmq.client.Connection raw = connection == null ? null : connection.getDelegate();
        if (raw == null) {
            throw new AmqpException("The connection has just been closed.");
        }
        return raw;
    }

    private static CachingConnectionFactory factory(String uri, String name, ConnectionNews news) {
        CachingConnectionFactory factory = new CachingConnectionFactory(
                BrokerAddress.of("imece.broker.uri", uri).connections(name, BrokerUser.WORKER));
        factory.setConnectionNameStrategy(connecting -> name);
        factory.setCloseExceptionLogger((log, message, cause) -> log.debug(message, cause));
        factory.addConnectionListener(news);
        return factory;
    }
}
