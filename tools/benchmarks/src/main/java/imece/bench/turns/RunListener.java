package imece.bench.turns;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import imece.broker.BrokerAddress;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Completed;
import imece.contract.StatusEvent.Started;
import imece.contract.Topology;
import imece.contract.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Hears what runs say of themselves, with a queue beside that of the farm. */
final class RunListener implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Connection connection;
    private final Map<UUID, Started> started = new ConcurrentHashMap<>();
    private final Map<UUID, PictureRun> completed = new ConcurrentHashMap<>();

    /** Listens from now on; the farm must have declared its exchanges. */
    RunListener(String broker) throws Exception {
        connection = BrokerAddress.of("The benchmark's broker", broker)
                .connections("imece bench runs")
                .newConnection();
        Channel channel = connection.createChannel();
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, Topology.STATUS, Topology.DEFAULT_LANE);
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> Wire.read(message.getBody(), StatusEvent.class)
                        .filter(StatusEvent.OfRun.class::isInstance)
                        .map(StatusEvent.OfRun.class::cast)
                        .ifPresent(this::hear),
                tag -> {});
    }

    private void hear(StatusEvent.OfRun event) {
        UUID run = event.run().runId();
        if (event instanceof Started begin) {
            started.put(run, begin);
        } else if (event instanceof Completed end) {
            Started begin = started.get(run);
            if (begin != null) {
                completed.put(
                        event.run().jobId(),
                        new PictureRun(
                                event.run().jobId(),
                                begin.slot().gpu(),
                                begin.at(),
                                end.renderMillis(),
                                end.loadMillis() == null ? 0 : end.loadMillis(),
                                end.at()));
            }
        }
    }

    /**
     * Waits until the pictures of all these jobs are stored.
     *
     * @throws IOException if that took longer than the limit
     */
    RunHistory await(Collection<UUID> jobs, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!completed.keySet().containsAll(jobs)) {
            if (System.nanoTime() > deadline) {
                long missing =
                        jobs.stream().filter(job -> !completed.containsKey(job)).count();
                throw new IOException("%d of %d pictures are not there after %d s."
                        .formatted(missing, jobs.size(), limit.toSeconds()));
            }
            Thread.sleep(LOOK);
        }
        List<PictureRun> runs = completed.values().stream()
                .filter(run -> jobs.contains(run.job()))
                .toList();
        return new RunHistory(runs);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
