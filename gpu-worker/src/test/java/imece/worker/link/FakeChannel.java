package imece.worker.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownListener;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.AMQImpl;
import imece.contract.Wire;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A channel of a broker that hands out what a test gives it, and writes down what it is told. */
final class FakeChannel {

    private final AtomicLong tags = new AtomicLong();

    /** What was done on it, in order. */
    final List<String> calls;

    private final Function<String, Queue<byte[]>> waiting;
    private final Set<Long> held = ConcurrentHashMap.newKeySet();
    private final List<ShutdownListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Consumer consumer;
    private volatile String queue = "";
    private volatile boolean open = true;

    /** Whether there is none of the queues that are looked at, for which a broker closes the channel. */
    volatile boolean withoutQueues;

    /** What it says of every queue: so many messages wait. */
    volatile int ready;

    /** What it says of every queue: so many consume. */
    volatile int consumers = 1;

    /** Is handed out just before the next consumer is cancelled. */
    volatile byte @Nullable [] beforeCancel;

    /** One that writes down here, and on which these messages wait, by the queue, for who asks for one. */
    FakeChannel(List<String> calls, Function<String, Queue<byte[]>> waiting) {
        this.calls = calls;
        this.waiting = waiting;
    }

    Channel channel() {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(),
                new Class<?>[] {Channel.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    /** How many messages were handed out on it and are not acknowledged. */
    int held() {
        return held.size();
    }

    /** The broker closes it, or its connection is gone. */
    synchronized void lose() {
        open = false;
        consumer = null;
        held.clear();
        listeners.forEach(listener -> listener.shutdownCompleted(lost()));
    }

    private static ShutdownSignalException lost() {
        return new AlreadyClosedException(new ShutdownSignalException(true, false, null, null));
    }

    /** Whether somebody consumes. */
    boolean consumed() {
        return consumer != null;
    }

    /** Whether somebody consumes who has nothing in hand. */
    boolean idle() {
        return consumed() && held.isEmpty();
    }

    /** Hands this message out if somebody consumes this queue who has nothing in hand. */
    synchronized boolean pushes(String from, byte[] message) throws Exception {
        boolean takes = idle() && queue.equals(from);
        if (takes) {
            deliver(message, 0);
        }
        return takes;
    }

    /** Hands this message out, as one that was handed out so often before. */
    synchronized void deliver(Object message, int before) throws Exception {
        byte[] body = message instanceof byte[] bytes ? bytes : Wire.write(message);
        Consumer to = consumer;
        if (to == null) {
            throw new IllegalStateException("Nobody consumes.");
        }
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(Map.of("x-delivery-count", (long) before))
                .build();
        to.handleDelivery("consumer", new Envelope(handedOut(), before > 0, "", ""), properties, body);
    }

    private long handedOut() {
        long tag = tags.incrementAndGet();
        held.add(tag);
        return tag;
    }

    private synchronized @Nullable Object answer(String name, Object[] arguments) throws Exception {
        if (!open && !name.equals("isOpen") && !name.equals("hashCode")) {
            throw lost();
        }
        return switch (name) {
            case "addShutdownListener" -> {
                listeners.add((ShutdownListener) arguments[0]);
                yield null;
            }
            case "close" -> {
                open = false;
                consumer = null;
                yield null;
            }
            case "basicGet" -> {
                calls.add("take " + arguments[0]);
                Queue<byte[]> lane = waiting.apply((String) arguments[0]);
                byte[] body = lane.poll();
                yield body == null
                        ? null
                        : new GetResponse(
                                new Envelope(handedOut(), false, "", ""),
                                new AMQP.BasicProperties(),
                                body,
                                lane.size());
            }
            case "basicConsume" -> {
                consumer = (Consumer) arguments[2];
                queue = (String) arguments[0];
                calls.add("consume " + arguments[0]);
                yield "consumer";
            }
            case "basicCancel" -> {
                byte[] late = beforeCancel;
                beforeCancel = null;
                if (late != null) {
                    deliver(late, 0);
                }
                consumer = null;
                calls.add("cancel");
                yield null;
            }
            case "basicAck" -> {
                if (!held.remove((Long) arguments[0])) {
                    calls.add("acknowledges what was not handed out here");
                }
                calls.add("acknowledge " + arguments[0] + (arguments[1].equals(true) ? " and all before" : ""));
                yield null;
            }
            case "basicNack", "basicReject", "basicRecover" -> {
                calls.add(name);
                yield null;
            }
            case "queueDeclarePassive" -> {
                if (withoutQueues) {
                    lose();
                    throw lost();
                }
                yield new AMQImpl.Queue.DeclareOk(String.valueOf(arguments[0]), ready, consumers);
            }
            case "isOpen" -> open;
            default -> null;
        };
    }
}
