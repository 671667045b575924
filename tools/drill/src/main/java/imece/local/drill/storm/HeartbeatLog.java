package imece.local.drill.storm;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import imece.contract.LaneAssignment;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.RunKey;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import imece.local.nodes.RabbitNode;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Writes down what slots say of themselves, as a gateway would hear it; after an outage of the broker it listens anew. */
public final class HeartbeatLog implements Runnable {
    private static final long AGAIN_AFTER = 200;

    private final RabbitNode rabbit;
    private final History history;

    /** Nothing is heard yet. */
    public HeartbeatLog(RabbitNode rabbit, History history) {
        this.rabbit = rabbit;
        this.history = history;
    }

    /** Listens until it is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                listen();
                Thread.sleep(AGAIN_AFTER);
            }
        } catch (InterruptedException drillIsOver) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the connection is lost. */
    private void listen() throws InterruptedException {
        Connection connection;
        try {
            connection = DrillConnection.to(rabbit.uri());
        } catch (IOException | CommandProblem brokerAway) {
            return;
        }
        CountDownLatch gone = new CountDownLatch(1);
        connection.addShutdownListener(cause -> gone.countDown());
        try {
            Channel channel = connection.createChannel();
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, Topology.LIVE, "");
            channel.basicConsume(queue, true, (tag, event) -> hear(event), tag -> gone.countDown());
            gone.await();
        } catch (IOException | AlreadyClosedException brokerGone) {
            // Another fault came first.
        } finally {
            connection.abort();
        }
    }

    private void hear(Delivery event) {
        if (Topology.JPEG.equals(event.getProperties().getContentType())) {
            return;
        }
        Optional<LiveEvent> told = Wire.read(event.getBody(), LiveEvent.class);
        if (told.orElse(null) instanceof Heartbeat heartbeat) {
            heartbeat.slots().forEach(slot -> history.note(heard(heartbeat, slot)));
        }
    }

    private static Entry heard(Heartbeat heartbeat, SlotReport slot) {
        LaneAssignment assigned = slot.assigned();
        return new Entry.Heard(
                System.currentTimeMillis(),
                heartbeat.worker(),
                heartbeat.instance(),
                slot.gpu().uuid(),
                slot.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                assigned == null ? "" : assigned.lane(),
                slot.seats(),
                slot.offer().checkpoints(),
                heartbeat.inHand().stream().map(RunKey::jobId).toList());
    }
}
