package imece.gateway.broker;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.stereotype.Component;

/** Makes consumers that come back by themselves, however long the broker or their queue is away. */
@Component
public class ConsumerFactory {

    private static final long RETRY_MILLIS = 1_000;

    private final CachingConnectionFactory connections;
    private final RabbitAdmin admin;

    ConsumerFactory(CachingConnectionFactory consumerConnections, RabbitAdmin consumerAdmin) {
        this.connections = consumerConnections;
        this.admin = consumerAdmin;
    }

    /** A consumer, not yet started, of one queue. */
    public SimpleMessageListenerContainer of(
            String queue, AcknowledgeMode mode, int prefetch, MessageListener listener) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setAmqpAdmin(admin);
        container.setAcknowledgeMode(mode);
        container.setPrefetchCount(prefetch);
        container.setMessageListener(listener);
        container.setMissingQueuesFatal(false);
        container.setDeclarationRetries(1);
        container.setFailedDeclarationRetryInterval(RETRY_MILLIS);
        container.setRetryDeclarationInterval(RETRY_MILLIS);
        container.setRecoveryInterval(RETRY_MILLIS);
        container.setReceiveTimeout(250);
        container.setShutdownTimeout(5_000);
        container.setDefaultRequeueRejected(false);
        container.setListenerId(queue);
        container.setBeanName(queue);
        return container;
    }
}
