package imece.gateway.broker;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.LossyPublisher;
import imece.contract.RenderJob;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import imece.fault.FaultPoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/** Everything that this gateway sends. */
@Component
public class MessagePublisher {

    private static final Logger log = LoggerFactory.getLogger(MessagePublisher.class);

    private final CachingConnectionFactory publisherConnections;
    private final RabbitTemplate confirmed;
    private final BrokerPressure brokerPressure;
    private final LossyPublisher<Letter> lossy;
    private final String user;

    MessagePublisher(
            CachingConnectionFactory publisherConnections,
            RabbitTemplate confirmedTemplate,
            BrokerPressure brokerPressure,
            LossyPublisher<Letter> lossy,
            BrokerSettings settings) {
        this.publisherConnections = publisherConnections;
        this.confirmed = confirmedTemplate;
        this.brokerPressure = brokerPressure;
        this.lossy = lossy;
        this.user = settings.user();
    }

    /** Something that may get lost, for everybody behind a fanout exchange. */
    record Letter(String exchange, Message message) {}

    /** What became of one published job. */
    public enum PublishResult {
        /** In the lane's queue, on disk. */
        CONFIRMED,
        /** Certainly not in any queue: the broker has returned it. */
        REFUSED,
        /** Not known. It must never be published again under the same epoch. */
        UNKNOWN
    }

    /** Whether the broker is there but takes nothing now, being short of memory or disk. */
    public boolean heldBack() {
        return brokerPressure.holdsBack();
    }

    /** Whether a connection to publish on is open, or can be opened now. */
    public boolean reachable() {
        try {
            return publisherConnections.createConnection().isOpen();
        } catch (AmqpException e) {
            log.debug("The broker cannot be reached: {}", e.getMessage());
            return false;
        }
    }

    /** Publishes jobs to their lanes and waits for all confirms together, up to the given time. */
    public List<PublishResult> hand(List<RenderJob> jobs, Duration within) {
        List<CorrelationData> sent = new ArrayList<>();
        List<PublishResult> handed = new ArrayList<>();
        for (RenderJob job : jobs) {
            CorrelationData correlation = new CorrelationData(job.jobId() + "/" + job.epoch());
            sent.add(correlation);
            handed.add(send(Topology.JOBS, job.lane(), persistent(job), correlation));
        }
        FaultPoint.JOBS_PUBLISHED.reached();
        long deadline = System.nanoTime() + within.toNanos();
        for (int i = 0; i < jobs.size(); i++) {
            if (handed.get(i) == PublishResult.CONFIRMED) {
                handed.set(i, await(sent.get(i), deadline - System.nanoTime()));
            }
        }
        return handed;
    }

    /** Sends a marker through the status queue, as this gateway's user. Returns whether it is certain to come back by the ingest. */
    public boolean mark(StatusEvent.Marker marker, Duration within) {
        CorrelationData correlation = new CorrelationData(marker.id());
        Message message = persistent(marker);
        message.getMessageProperties().setUserId(user);
        return !heldBack()
                && send(Topology.STATUS, "", message, correlation) == PublishResult.CONFIRMED
                && await(correlation, within.toNanos()) == PublishResult.CONFIRMED;
    }

    /** Tells all workers, by the exchange and by the names of their queues; a lost order is repeated as long as a heartbeat shows the need. */
    public void order(WorkerOrder order) {
        lossy.offer(new Letter(
                Topology.CONTROL,
                MessageBuilder.withBody(Wire.write(order))
                        .setContentType(Topology.JSON)
                        .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                        .build()));
    }

    /** Tells all gateways. What gets lost is healed by their rereading. */
    public void update(byte[] body, Map<String, Object> headers) {
        lossy.offer(new Letter(
                Topology.UPDATES,
                MessageBuilder.withBody(body)
                        .setContentType(Topology.JSON)
                        .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                        .copyHeaders(headers)
                        .build()));
    }

    private PublishResult send(String exchange, String key, Message message, CorrelationData correlation) {
        try {
            confirmed.send(exchange, key, message, correlation);
            return PublishResult.CONFIRMED;
        } catch (RuntimeException e) {
            // The client's own exceptions come through where a connection dies in between.
            log.warn("Could not publish to {}: {}", exchange, e.toString());
            return PublishResult.UNKNOWN;
        }
    }

    private static PublishResult await(CorrelationData correlation, long nanos) {
        try {
            CorrelationData.Confirm confirm = correlation.getFuture().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return judged(confirm.ack(), correlation.getReturned() != null, correlation, because(confirm.reason()));
        } catch (TimeoutException | ExecutionException e) {
            return judged(false, correlation.getReturned() != null, correlation, "no answer came in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return PublishResult.UNKNOWN;
        }
    }

    /** Only what was returned is in no queue. A nack proves nothing: Spring makes one up for each open confirm of a channel that ends. */
    private static PublishResult judged(boolean ack, boolean returned, CorrelationData sent, String why) {
        if (returned) {
            return PublishResult.REFUSED;
        }
        if (ack) {
            return PublishResult.CONFIRMED;
        }
        log.warn("Whether {} is in its queue is not known: {}.", sent.getId(), why);
        return PublishResult.UNKNOWN;
    }

    private static String because(@Nullable String reason) {
        return reason == null
                ? "the broker did not take the responsibility for it (basic.nack)"
                : "the connection or its channel ended before the confirm came (" + reason + ")";
    }

    private static Message persistent(Object message) {
        return MessageBuilder.withBody(Wire.write(message))
                .setContentType(Topology.JSON)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }

    /**
     * Whether the broker holds publishers back, as it does while it is short of memory or disk. It then reads nothing from this
     * connection: what is published waits on the way, and a question such as for a new channel is not answered before it is over.
     */
    @Component
    static class BrokerPressure implements ConnectionListener, BlockedListener {

        private static final Logger log = LoggerFactory.getLogger(BrokerPressure.class);

        private final AtomicInteger blocked;

        BrokerPressure(CachingConnectionFactory publisherConnections, MeterRegistry meters) {
            this.blocked = meters.gauge("imece.broker.blocked", new AtomicInteger());
            publisherConnections.addConnectionListener(this);
        }

        boolean holdsBack() {
            return blocked.get() > 0;
        }

        @Override
        public void onCreate(@Nullable Connection connection) {
            blocked.set(0);
            if (connection != null) {
                connection.addBlockedListener(this);
            }
        }

        /** A broker that restarts has forgotten whom it held back. */
        @Override
        public void onClose(@Nullable Connection connection) {
            blocked.set(0);
        }

        @Override
        public void onShutDown(ShutdownSignalException signal) {
            blocked.set(0);
        }

        @Override
        public void handleBlocked(String reason) {
            blocked.set(1);
            log.error(
                    "The broker takes nothing ({}). Jobs are accepted and wait; runs go on and are told later. It needs room.",
                    reason);
        }

        @Override
        public void handleUnblocked() {
            blocked.set(0);
            log.info("The broker takes messages again.");
        }
    }
}
