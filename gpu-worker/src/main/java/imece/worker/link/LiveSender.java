package imece.worker.link;

import imece.contract.LiveEvent;
import imece.contract.RunKey;
import imece.contract.Topology;
import imece.contract.Wire;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Publishes what only decorates, on a thread of its own: who tells something never waits. What the broker does not take now
 * is lost, for the next heartbeat or frame says more than a late one.
 */
final class LiveSender implements Runnable {

    private static final int MOST_WAITING = 128;

    private sealed interface Word {}

    private record Telling(Message message) implements Word {}

    private record Farewell() implements Word {}

    private final BlockingQueue<Word> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final RabbitTemplate template;
    private final ConnectionNews news;
    private final Thread thread;

    LiveSender(Broker broker, ConnectionNews news) {
        this(new RabbitTemplate(broker.publishing()), news);
    }

    /** One that publishes with this template. */
    LiveSender(RabbitTemplate template, ConnectionNews news) {
        this.template = template;
        this.news = news;
        this.thread = Thread.ofPlatform().name("live").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    void tell(LiveEvent event) {
        offer(new Telling(MessageBuilder.withBody(Wire.write(event))
                .setContentType(Topology.JSON)
                .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                .build()));
    }

    void preview(RunKey run, long seq, byte[] jpeg) {
        offer(new Telling(MessageBuilder.withBody(jpeg)
                .setContentType(Topology.JPEG)
                .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                .setHeader(Topology.HEADER_JOB, run.jobId().toString())
                .setHeader(Topology.HEADER_RUN, run.runId().toString())
                .setHeader(Topology.HEADER_SEQ, seq)
                .build()));
    }

    /** Sends what is waiting, if the broker takes it within the time, and ends. */
    void close(long millis) throws InterruptedException {
        offer(new Farewell());
        thread.join(millis);
        thread.interrupt();
    }

    private void offer(Word word) {
        while (!waiting.offer(word)) {
            waiting.poll();
        }
    }

    @Override
    public void run() {
        try {
            while (waiting.take() instanceof Telling telling) {
                send(telling.message());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Message message) {
        try {
            template.send(Topology.LIVE, "", message);
        } catch (RuntimeException e) {
            news.failed(e);
            waiting.removeIf(word -> word instanceof Telling);
        }
    }
}
