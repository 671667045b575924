package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.LiveEvent;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.worker.link.FarmLink.LiveSender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** What goes to the broker, and when it counts as arrived there. */
class OutgoingTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final StatusEvent EVENT = new StatusEvent.Marker("m-1");

    private final Template template = new Template();
    private final ConnectionNews news = new ConnectionNews("nowhere");
    private final StatusPublisher outbox = new StatusPublisher(template, "w-attic", news);

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void anEventIsPersistentMandatoryAndThereOnceTheBrokerHasConfirmedIt() {
        CompletableFuture<Void> confirmed = outbox.publish(EVENT);
        Sent sent = sent(1);
        assertThat(confirmed).isNotDone();
        assertThat(sent.exchange()).isEqualTo(Topology.STATUS);
        assertThat(sent.message().getMessageProperties().getDeliveryMode()).isEqualTo(MessageDeliveryMode.PERSISTENT);
        assertThat(sent.message().getBody()).isEqualTo(Wire.write(EVENT));
        assertThat(sent.message().getMessageProperties().getUserId()).isEqualTo("w-attic");
        assertThat(template.isMandatoryFor(sent.message())).isTrue();
        sent.answer(true);
        assertThat(confirmed).succeedsWithin(LONG);
        assertThat(template.sent).hasSize(1);
    }

    @Test
    void anEventThatCameBackAsUnroutableIsSentAgain() {
        CompletableFuture<Void> confirmed = outbox.publish(EVENT);
        Sent first = sent(1);
        first.comesBack();
        first.answer(true);
        Sent second = sent(2);
        assertThat(confirmed).isNotDone();
        assertThat(second.message().getBody()).isEqualTo(first.message().getBody());
        second.answer(true);
        assertThat(confirmed).succeedsWithin(LONG);
    }

    @Test
    void anEventThatTheBrokerRefusedOrThatCouldNotBeSentIsSentAgain() {
        template.broken.set(true);
        CompletableFuture<Void> confirmed = outbox.publish(EVENT);
        sent(1);
        sent(2);
        template.broken.set(false);
        await().atMost(LONG).until(() -> template.sent.getLast().wasTaken());
        int so = template.sent.size();
        sent(so).answer(false);
        sent(so + 1).answer(true);
        assertThat(confirmed).succeedsWithin(LONG);
    }

    @Test
    void whatOnlyDecoratesIsNotKeptByTheBrokerAndAPreviewSaysWhoseItIs() throws Exception {
        LiveSender live = new LiveSender(template, "w-attic", news);
        live.start();
        LiveEvent event = new LiveEvent.WorkerDown("worker-1", new UUID(3, 3), Instant.EPOCH);
        live.tell(event);
        byte[] jpeg = {1, 2, 3};
        live.preview(new RunKey(new UUID(1, 1), 2, 0, new UUID(4, 4)), 7, jpeg);
        live.close(LONG);
        Message told = template.sent.get(0).message();
        Message preview = template.sent.get(1).message();
        assertThat(template.sent).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.exchange()).isEqualTo(Topology.LIVE);
            assertThat(sent.message().getMessageProperties().getDeliveryMode())
                    .isEqualTo(MessageDeliveryMode.NON_PERSISTENT);
            assertThat(sent.message().getMessageProperties().getUserId()).isEqualTo("w-attic");
        });
        assertThat(told.getBody()).isEqualTo(Wire.write(event));
        assertThat(preview.getBody()).isEqualTo(jpeg);
        assertThat(preview.getMessageProperties().getContentType()).isEqualTo(Topology.JPEG);
        assertThat(preview.getMessageProperties().getHeaders())
                .containsEntry(Topology.HEADER_JOB, new UUID(1, 1).toString())
                .containsEntry(Topology.HEADER_RUN, new UUID(4, 4).toString())
                .containsEntry(Topology.HEADER_SEQ, 7L);
    }

    private Sent sent(int count) {
        await().atMost(LONG).until(() -> template.sent.size() >= count);
        return template.sent.get(count - 1);
    }

    /** One try, and the broker's side of it. */
    private record Sent(
            String exchange, Message message, @Nullable CorrelationData correlation, boolean wasTaken) {

        void comesBack() {
            correlated().setReturned(new ReturnedMessage(message, 312, "NO_ROUTE", exchange, ""));
        }

        void answer(boolean taken) {
            correlated().getFuture().complete(new CorrelationData.Confirm(taken, taken ? null : "refused"));
        }

        private CorrelationData correlated() {
            if (correlation == null) {
                throw new IllegalStateException("It was sent without a wish to be confirmed.");
            }
            return correlation;
        }
    }

    /** A template whose broker is the test. */
    private static final class Template extends RabbitTemplate {

        private final List<Sent> sent = new CopyOnWriteArrayList<>();
        private final AtomicBoolean broken = new AtomicBoolean();

        @Override
        public void send(
                @Nullable String exchange,
                @Nullable String routingKey,
                Message message,
                @Nullable CorrelationData correlation) {
            boolean refused = broken.get();
            sent.add(new Sent(String.valueOf(exchange), message, correlation, !refused));
            if (refused) {
                throw new AmqpConnectException(new IllegalStateException("no broker"));
            }
        }

        @Override
        public void send(@Nullable String exchange, @Nullable String routingKey, Message message) {
            send(exchange, routingKey, message, null);
        }
    }
}
