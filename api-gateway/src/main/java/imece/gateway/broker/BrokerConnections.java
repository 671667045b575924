package imece.gateway.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.BrokerAddress;
import imece.broker.BrokerUser;
import imece.broker.LossyPublisher;
import imece.contract.Topology;
import imece.contract.Topology.QueueSpec;
import imece.gateway.broker.DeclaredTopology.TopologyTorn;
import imece.gateway.broker.MessagePublisher.Letter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.ChannelListener;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Two connections, one to publish and one to consume, since a broker under pressure blocks publishers; and the whole
 * topology, declared on each of them every time it opens, so that a wiped broker never confirms into nothing.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConnections {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnections.class);

    /** Orders and updates that the broker has not taken yet. */
    private static final int MOST_WAITING = 5_000;

    /** A broker that holds publishers back answers no question of theirs, such as for a new channel, until it stops doing so. */
    private static final int ANSWER_MILLIS = 5_000;

    /** Whether the broker lets this gateway write to workers' own queues, as far as is known. */
    private final AtomicBoolean ordersByName = new AtomicBoolean(true);

    @Bean
    CachingConnectionFactory consumerConnections(BrokerSettings settings, GatewayIdentity identity) {
        return connections(settings, BrokerUser.consuming(identity.name()));
    }

    @Bean
    CachingConnectionFactory publisherConnections(
            BrokerSettings settings, GatewayIdentity identity, ApplicationEventPublisher events) {
        CachingConnectionFactory factory = connections(settings, BrokerUser.publishing(identity.name()));
        factory.setPublisherConfirmType(ConfirmType.CORRELATED);
        factory.setPublisherReturns(true);
        factory.addChannelListener(new ClosedChannels(events, ordersByName));
        factory.addConnectionListener(connection -> ordersByName.set(true));
        factory.getRabbitConnectionFactory().setChannelRpcTimeout(ANSWER_MILLIS);
        return factory;
    }

    @Bean
    RabbitAdmin consumerAdmin(CachingConnectionFactory consumerConnections) {
        return admin(consumerConnections);
    }

    @Bean
    RabbitAdmin publisherAdmin(CachingConnectionFactory publisherConnections) {
        return admin(publisherConnections);
    }

    /** For what must arrive: mandatory, confirmed. By the default exchange go orders to workers that may have ended meanwhile. */
    @Bean
    RabbitTemplate confirmedTemplate(CachingConnectionFactory publisherConnections, ApplicationEventPublisher events) {
        RabbitTemplate template = new RabbitTemplate(publisherConnections);
        template.setMandatory(true);
        // Whoever needs to know looks at the correlation; an order that no worker is there to hear is nothing to warn
        // of.
        template.setReturnsCallback(returned -> {
            LOG.debug("Nobody gets what was sent to {}.", returned.getExchange());
            if (!returned.getExchange().equals(Topology.CONTROL)
                    && !returned.getExchange().isEmpty()) {
                events.publishEvent(new TopologyTorn(returned.getExchange()));
            }
        });
        return template;
    }

    /** For what may get lost: rereading and heartbeats heal it, so a request or the ingest need not wait for it. */
    @Bean(destroyMethod = "close")
    LossyPublisher<Letter> lossyPublisher(
            RabbitTemplate confirmedTemplate, ControlQueues controlQueues, MeterRegistry meters) {
        LossyPublisher<Letter> publisher = new LossyPublisher<>(
                "lossy",
                MOST_WAITING,
                letter -> {
                    send(confirmedTemplate, letter.exchange(), "", letter);
                    if (letter.exchange().equals(Topology.CONTROL) && ordersByName.get()) {
                        controlQueues.ofWorkers().forEach(queue -> send(confirmedTemplate, "", queue, letter));
                    }
                },
                (letter, cause) -> LOG.debug("Nothing sent to {}: {}", letter.exchange(), cause.toString()));
        FunctionCounter.builder("imece.broker.dropped", publisher, LossyPublisher::dropped)
                .register(meters);
        publisher.start();
        return publisher;
    }

    private static void send(RabbitTemplate template, String exchange, String key, Letter letter) {
        template.send(
                exchange,
                key,
                letter.message(),
                new CorrelationData(UUID.randomUUID().toString()));
    }

    @Bean
    Declarables sharedTopology() {
        List<Declarable> shared = new ArrayList<>();
        Topology.exchanges().forEach(exchange -> shared.add(SpringTopology.exchange(exchange)));
        shared.add(SpringTopology.exchange(Topology.poisonExchange()));
        List<QueueSpec> queues = new ArrayList<>(Topology.sharedQueues());
        queues.add(Topology.laneQueue(Topology.DEFAULT_LANE));
        queues.add(Topology.poisonQueue());
        for (QueueSpec queue : queues) {
            shared.add(SpringTopology.queue(queue));
            shared.add(SpringTopology.binding(queue));
        }
        return new Declarables(shared);
    }

    /** This process's own queues; exclusive, so only the connection that consumes them may declare them. */
    @Bean
    Declarables ownQueues(GatewayIdentity identity, RabbitAdmin consumerAdmin) {
        List<Declarable> own = new ArrayList<>();
        for (String exchange : List.of(Topology.LIVE, Topology.UPDATES)) {
            Queue queue = SpringTopology.queue(identity.queue(exchange));
            queue.setAdminsThatShouldDeclare(consumerAdmin);
            Binding binding = SpringTopology.binding(identity.queue(exchange));
            binding.setAdminsThatShouldDeclare(consumerAdmin);
            own.add(queue);
            own.add(binding);
        }
        return new Declarables(own);
    }

    /**
     * A channel on which something was published to an exchange that is not there, or to one that is not for this gateway's user, is
     * closed by the broker. The latter can only be the default exchange, to which gateways of the last release needed no right.
     */
    private record ClosedChannels(ApplicationEventPublisher events, AtomicBoolean ordersByName)
            implements ChannelListener {

        @Override
        public void onCreate(@Nullable Channel channel, boolean transactional) {
            // Only the end of one tells something.
        }

        @Override
        public void onShutDown(ShutdownSignalException signal) {
            if (!(signal.getReason() instanceof AMQP.Channel.Close close)) {
                return;
            }
            if (close.getReplyCode() == AMQP.NOT_FOUND) {
                events.publishEvent(new TopologyTorn(close.getReplyText()));
            } else if (close.getReplyCode() == AMQP.ACCESS_REFUSED && ordersByName.getAndSet(false)) {
                LOG.warn(
                        "Orders reach workers by {} only: {}. Let this gateway's user write to amq.default.",
                        Topology.CONTROL,
                        close.getReplyText());
            }
        }
    }

    private static RabbitAdmin admin(CachingConnectionFactory connections) {
        RabbitAdmin admin = new RabbitAdmin(connections);
        admin.setIgnoreDeclarationExceptions(true);
        return admin;
    }

    private static CachingConnectionFactory connections(BrokerSettings settings, String name) {
        BrokerAddress broker = BrokerAddress.of("imece.broker.uri", settings.uri());
        CachingConnectionFactory factory = new CachingConnectionFactory(broker.connections(name, BrokerUser.GATEWAY));
        factory.setConnectionNameStrategy(connection -> name);
        factory.setChannelCacheSize(16);
        return factory;
    }
}
