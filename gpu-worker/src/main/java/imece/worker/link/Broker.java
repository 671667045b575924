package imece.worker.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.BrokerAddress;
import imece.broker.BrokerUser;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * The broker, reached by two connections: one to publish, one to consume, so that a broker that holds publishers back still
 * hands out orders and takes acknowledgements. All that workers share with others is declared by gateways: a worker's user may not.
 */
public final class Broker {

    private final String user;
    private final CachingConnectionFactory publishing;
    private final CachingConnectionFactory consuming;

    Broker(String uri, String name, ConnectionNews news) {
        this.user = BrokerAddress.of("imece.broker.uri", uri).user();
        this.publishing = factory(uri, BrokerUser.publishing(name), news);
        this.publishing.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        this.publishing.setPublisherReturns(true);
        this.consuming = factory(uri, BrokerUser.consuming(name), news);
    }

    /** Who it is to the broker, which lets no message name another one. */
    String user() {
        return user;
    }

    /** What is done with a channel. */
    interface OnChannel {
        void run(Channel channel) throws IOException;
    }

    CachingConnectionFactory publishing() {
        return publishing;
    }

    /** Declares this process's own queue each time the consuming connection opens. */
    void onConsumingConnect(OnChannel own) {
        declareOnConnect(consuming, own);
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
        return channel;
    }

    /**
     * Declares this process's own queue once more on the consuming connection, which must be open: somebody may have deleted its
     * binding, which nobody is told.
     */
    void declareAgain(OnChannel own) {
        try (Channel channel = consumingChannel()) {
            own.run(channel);
        } catch (IOException | TimeoutException e) {
            throw new AmqpException("Declaring did not work.", e);
        }
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
