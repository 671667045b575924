package imece.worker.link;

import imece.broker.LossyPublisher;
import imece.contract.LiveEvent;
import imece.contract.RunKey;
import imece.contract.Topology;
import imece.contract.Wire;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Publishes what only decorates; nobody who tells something waits. What the broker does not take now is lost, because the next
 * heartbeat or frame says more than a late one.
 */
final class LiveSender {

    private static final Logger log = LoggerFactory.getLogger(LiveSender.class);
    private static final int MOST_WAITING = 128;

    private final ConnectionNews news;
    private final LossyPublisher<Message> publisher;

    LiveSender(Broker broker, ConnectionNews news) {
        this(new RabbitTemplate(broker.publishing()), news);
    }

    /** One that publishes with this template. */
    LiveSender(RabbitTemplate template, ConnectionNews news) {
        this.news = news;
        this.publisher = new LossyPublisher<>(
                "live", MOST_WAITING, message -> template.send(Topology.LIVE, "", message), this::failed);
    }

    void start() {
        publisher.start();
    }

    void tell(LiveEvent event) {
        publisher.offer(MessageBuilder.withBody(Wire.write(event))
                .setContentType(Topology.JSON)
                .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                .build());
    }

    void preview(RunKey run, long seq, byte[] jpeg) {
        publisher.offer(MessageBuilder.withBody(jpeg)
                .setContentType(Topology.JPEG)
                .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                .setHeader(Topology.HEADER_JOB, run.jobId().toString())
                .setHeader(Topology.HEADER_RUN, run.runId().toString())
                .setHeader(Topology.HEADER_SEQ, seq)
                .build());
    }

    /** Sends what is waiting, if the broker takes it within the time, and ends. */
    void close(Duration patience) throws InterruptedException {
        publisher.close(patience);
        log.debug("{} live messages were dropped in all.", publisher.dropped());
    }

    private void failed(Message lost, RuntimeException cause) {
        news.failed(cause);
        publisher.clear();
    }
}
