package imece.gateway.broker;

import imece.broker.LossyPublisher;
import imece.contract.Topology;
import imece.contract.Wire;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Where notes about unreadable messages lie for the operator: {@value Topology#POISON}, of which the broker keeps the newest. On
 * a thread and with bounds of its own, so that a flood of them holds up no event and drops no order.
 */
@Component
public class PoisonQueue implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonQueue.class);

    private final LossyPublisher<PoisonNote> notes;

    PoisonQueue(RabbitTemplate confirmedTemplate, MeterRegistry meters) {
        this.notes = new LossyPublisher<>(
                "poison",
                Topology.MOST_POISON,
                note -> send(confirmedTemplate, note),
                (note, cause) -> LOG.debug("Nothing noted in {}: {}", Topology.POISON, cause.toString()));
        FunctionCounter.builder("imece.poison.dropped", notes, LossyPublisher::dropped)
                .register(meters);
        notes.start();
    }

    /** The note lies there soon, unless the broker takes nothing. Does not wait. */
    public void put(PoisonNote note) {
        notes.offer(note);
    }

    @Override
    public void destroy() throws InterruptedException {
        notes.close();
    }

    private static void send(RabbitTemplate template, PoisonNote note) {
        template.send(
                Topology.POISON,
                "",
                MessageBuilder.withBody(Wire.write(note))
                        .setContentType(Topology.JSON)
                        .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                        .build(),
                new CorrelationData(UUID.randomUUID().toString()));
    }
}
