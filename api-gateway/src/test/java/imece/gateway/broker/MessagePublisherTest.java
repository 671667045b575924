package imece.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.LossyPublisher;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent;
import imece.gateway.broker.MessagePublisher.BrokerPressure;
import imece.gateway.broker.MessagePublisher.PublishResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.connection.CorrelationData.Confirm;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** What is known of a published job, by what the broker answered. */
class MessagePublisherTest {

    private static final LossyPublisher<MessagePublisher.Letter> UNUSED =
            new LossyPublisher<>("unused", 1, letter -> {}, (letter, cause) -> {});
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final RenderJob JOB = new RenderJob(
            new UUID(1, 1),
            1,
            "default",
            new RenderSpec("a lighthouse", "", null, 512, 512, 20, 7.0, "euler", "normal", 42),
            List.of("http://127.0.0.1:8080/api/uploads/x"),
            List.of(),
            600,
            8,
            1,
            null,
            null,
            RenderJob.Neighbours.ANY);

    @Test
    void whatIsConfirmedAndNotReturnedIsInItsQueue() {
        assertThat(handed(sent -> sent.getFuture().complete(new Confirm(true, null))))
                .isEqualTo(PublishResult.CONFIRMED);
    }

    @Test
    void onlyWhatIsReturnedIsCertainlyInNone() {
        assertThat(handed(sent -> {
                    returned(sent);
                    sent.getFuture().complete(new Confirm(true, null));
                }))
                .isEqualTo(PublishResult.REFUSED);
        assertThat(handed(sent -> {
                    returned(sent);
                    sent.getFuture().complete(new Confirm(false, "clean channel shutdown"));
                }))
                .isEqualTo(PublishResult.REFUSED);
        assertThat(handed(MessagePublisherTest::returned)).isEqualTo(PublishResult.REFUSED);
    }

    @Test
    void aNackThatSpringMakesUpForAChannelThatEndedProvesNothing() {
        assertThat(handed(sent -> sent.getFuture().complete(new Confirm(false, "connection error"))))
                .isEqualTo(PublishResult.UNKNOWN);
    }

    @Test
    void aNackOfTheBrokerProvesNothingEither() {
        assertThat(handed(sent -> sent.getFuture().complete(new Confirm(false, null))))
                .isEqualTo(PublishResult.UNKNOWN);
    }

    @Test
    void withoutAnAnswerNothingIsKnown() {
        assertThat(handed(sent -> {})).isEqualTo(PublishResult.UNKNOWN);
        assertThat(handed(sent -> sent.getFuture().completeExceptionally(new IllegalStateException("gone"))))
                .isEqualTo(PublishResult.UNKNOWN);
    }

    @Test
    void aConnectionThatDiesUnderAPublishLeavesItUnknown() {
        assertThat(handed(sent -> {
                    throw new AlreadyClosedException(new ShutdownSignalException(true, false, null, null));
                }))
                .isEqualTo(PublishResult.UNKNOWN);
    }

    private static void returned(CorrelationData sent) {
        sent.setReturned(new ReturnedMessage(new Message(new byte[0]), 312, "NO_ROUTE", "imece.jobs", "default"));
    }

    private static PublishResult handed(Consumer<CorrelationData> broker) {
        RabbitTemplate template = mock(RabbitTemplate.class);
        doAnswer(call -> {
                    broker.accept(call.getArgument(3));
                    return null;
                })
                .when(template)
                .send(anyString(), anyString(), any(Message.class), any(CorrelationData.class));
        MessagePublisher publisher = new MessagePublisher(
                mock(CachingConnectionFactory.class),
                template,
                mock(BrokerPressure.class),
                UNUSED,
                new BrokerSettings("amqp://gateway:secret@localhost", false));
        assertThat(publisher.mark(new StatusEvent.Marker("m"), SHORT))
                .as("only a confirmed marker comes back")
                .isEqualTo(publisher.hand(List.of(JOB), SHORT).equals(List.of(PublishResult.CONFIRMED)));
        return publisher.hand(List.of(JOB), SHORT).getFirst();
    }
}
