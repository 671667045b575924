package imece.worker.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.AMQImpl;
import imece.contract.Wire;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A channel of a broker that hands out what a test gives it, and writes down what it is told. */
final class FakeChannel {

    private final AtomicLong tags = new AtomicLong();

    /** What was done on it, in order. */
    final List<String> calls;

    private volatile @Nullable Consumer consumer;

    /** One that writes down here. */
    FakeChannel(List<String> calls) {
        this.calls = calls;
    }

    FakeChannel() {
        this(new CopyOnWriteArrayList<>());
    }

    Channel channel() {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(),
                new Class<?>[] {Channel.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    /** Whether somebody consumes. */
    boolean consumed() {
        return consumer != null;
    }

    /** Hands this message out, as one that was handed out so often before. */
    void deliver(Object message, int before) throws Exception {
        byte[] body = message instanceof byte[] bytes ? bytes : Wire.write(message);
        Consumer to = consumer;
        if (to == null) {
            throw new IllegalStateException("Nobody consumes.");
        }
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Map.of("x-delivery-count", (long) before))
                .build();
        to.handleDelivery("consumer", new Envelope(tags.incrementAndGet(), before > 0, "", ""), properties, body);
    }

    private @Nullable Object answer(String name, Object[] arguments) {
        return switch (name) {
            case "basicConsume" -> {
                consumer = (Consumer) arguments[2];
                calls.add("consume " + arguments[0]);
                yield "consumer";
            }
            case "basicCancel" -> {
                consumer = null;
                calls.add("cancel");
                yield null;
            }
            case "basicAck" -> {
                calls.add("acknowledge " + arguments[0] + (arguments[1].equals(true) ? " and all before" : ""));
                yield null;
            }
            case "basicNack", "basicReject", "basicRecover" -> {
                calls.add(name);
                yield null;
            }
            case "queueDeclare", "queueDeclarePassive" ->
                new AMQImpl.Queue.DeclareOk(String.valueOf(arguments[0]), 0, 1);
            case "isOpen" -> true;
            default -> null;
        };
    }
}
