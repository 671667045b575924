package imece.local.drill.storm;

import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.Topology;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Leads the events of runs to the ingest by way of a queue of the drill's own, from which each goes on after a wait of its own:
 * late, and behind others that were sent after it. None is lost on the way, be it that the broker is killed meanwhile: the queue
 * is as safe as the status queue, and an event leaves it when the status queue has confirmed it.
 */
final class Detour {
    private static final long AGAIN_AFTER = 500;
    private static final long PATIENCE_MILLIS = 45_000;

    private final String broker;
    private final Random random;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private @Nullable DetourWay way;

    Detour(String broker, Random random) {
        this.broker = broker;
        this.random = random;
    }

    /** From now on events take it; beside the straight way, once somebody who connects has opened that again. */
    void open() throws IOException {
        DetourWay opened = new DetourWay(broker, random, later);
        way = opened;
        opened.channel().queueBind(DetourWay.QUEUE, Topology.STATUS, "");
        opened.channel().queueUnbind(Topology.STATUS_STORE, Topology.STATUS, "");
    }

    /** Events go straight again; returns when all that took the detour have arrived, also over outages of the broker. */
    void end() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            // What is on the network between broker and drill is seen by neither: only calm that lasts is calm.
            for (int calm = 0; calm < 3; calm = straight() ? calm + 1 : 0) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("Events are still on the drill's detour; they have not reached the ingest.");
                }
                Thread.sleep(AGAIN_AFTER);
            }
        } finally {
            later.shutdownNow();
            leave();
        }
    }

    /** Whether nobody is on the detour and nobody will be. */
    private boolean straight() {
        try {
            DetourWay open = way;
            if (open == null || !open.channel().isOpen()) {
                leave();
                open = new DetourWay(broker, random, later);
                way = open;
            }
            open.channel().queueBind(Topology.STATUS_STORE, Topology.STATUS, "");
            open.channel().queueUnbind(DetourWay.QUEUE, Topology.STATUS, "");
            return open.isEmpty();
        } catch (IOException | ShutdownSignalException brokerAway) {
            return false;
        }
    }

    private void leave() {
        if (way != null) {
            way.abort();
        }
    }
}
