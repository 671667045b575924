package imece.worker.link;

import imece.broker.Backoff;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Publishes changes of state until the broker confirms that it has them. One that came back as unroutable was not sent: the
 * broker has forgotten the queue, and gateways declare it anew meanwhile. Doubled events are harmless by design.
 */
final class StatusPublisher {

    private static final Logger log = LoggerFactory.getLogger(StatusPublisher.class);
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final long CONFIRM_SECONDS = 30;

    private final String user;
    private final ConnectionNews news;
    private final RabbitTemplate template;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("status-", 0).daemon().factory());

    StatusPublisher(Broker broker, ConnectionNews news) {
        this(new RabbitTemplate(broker.publishing()), broker.user(), news);
    }

    /** One that publishes with this template, as this user of the broker. */
    StatusPublisher(RabbitTemplate template, String user, ConnectionNews news) {
        this.user = user;
        this.news = news;
        this.template = template;
        this.template.setMandatory(true);
        this.template.setExchange(Topology.STATUS);
    }

    /** Completes once the event is confirmed. */
    CompletableFuture<Void> publish(StatusEvent event) {
        Message message = MessageBuilder.withBody(Wire.write(event))
                .setContentType(Topology.JSON)
                .setUserId(user)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        threads.execute(new Sending(message, confirmed));
        return confirmed;
    }

    void close() {
        threads.shutdownNow();
    }

    /** One event on its way. */
    private final class Sending implements Runnable {

        private final Message message;
        private final CompletableFuture<Void> confirmed;
        private final Backoff.Series pause = AGAIN.series();

        Sending(Message message, CompletableFuture<Void> confirmed) {
            this.message = message;
            this.confirmed = confirmed;
        }

        @Override
        public void run() {
            CorrelationData sent = new CorrelationData(UUID.randomUUID().toString());
            try {
                template.send(Topology.STATUS, "", message, sent);
            } catch (RuntimeException e) {
                // The client's own exceptions come through where a connection dies in between.
                news.failed(e);
                tryAgain();
                return;
            }
            CompletableFuture<?> unused = sent.getFuture()
                    .orTimeout(CONFIRM_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((confirm, error) -> {
                        if (error == null && confirm.ack() && sent.getReturned() == null) {
                            confirmed.complete(null);
                        } else {
                            log.debug("A status event was not confirmed ({}); it is sent again.", confirm, error);
                            tryAgain();
                        }
                    });
        }

        private void tryAgain() {
            if (!threads.isShutdown()) {
                ScheduledFuture<?> unused = threads.schedule(this, pause.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
