package imece.gateway.broker;

import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends what may get lost, in order and on a thread of its own: a broker that hangs or holds publishers back must make neither
 * a request nor the store wait. Of too much the oldest is dropped; rereading and heartbeats heal it.
 */
@Component
class LooseMail implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(LooseMail.class);
    private static final int MOST_WAITING = 5_000;
    private static final long LAST_LETTERS_MILLIS = 1_000;

    private final BlockingQueue<Letter> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final RabbitTemplate template;
    private final Thread thread;

    LooseMail(RabbitTemplate confirmedTemplate) {
        this.template = confirmedTemplate;
        this.thread = Thread.ofPlatform().name("loose-mail").daemon().start(this::loop);
    }

    private sealed interface Letter {
        record To(String exchange, Message message) implements Letter {}

        /** Nothing follows. */
        record Last() implements Letter {}
    }

    /** Goes out soon, or never. Does not wait. */
    void send(String exchange, Message message) {
        offer(new Letter.To(exchange, message));
    }

    private void offer(Letter letter) {
        while (!waiting.offer(letter)) {
            waiting.poll();
        }
    }

    private void loop() {
        try {
            while (waiting.take() instanceof Letter.To letter) {
                send(letter);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Letter.To letter) {
        try {
            template.send(
                    letter.exchange(),
                    "",
                    letter.message(),
                    new CorrelationData(UUID.randomUUID().toString()));
        } catch (RuntimeException e) {
            // The client's own exceptions come through where a connection dies in between; this thread is the only one.
            log.debug("Nothing sent to {}: {}", letter.exchange(), e.toString());
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        offer(new Letter.Last());
        thread.join(LAST_LETTERS_MILLIS);
        thread.interrupt();
    }
}
