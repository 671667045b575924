package imece.local.drill.abuse;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.Topology;
import imece.contract.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What somebody does at the broker who has a worker's place there, or an operator's and a bad day, until the time is over. */
public record BrokerAbuse(BrokerWay broker, Duration length) {
    private static final int TOO_LARGE = 20 << 20;
    private static final int LARGE = 8 << 20;
    private static final int LANES_PER_SLOT = 400;

    /** Opens a connection to the broker, past all cables. */
    public interface BrokerWay {
        /** A new one. */
        Connection open() throws IOException;
    }

    private interface Deed {
        void on(Channel channel, int round) throws IOException;
    }

    /** Messages larger than anything that a worker says, some larger than the broker takes, none that can be read. */
    public void sendLargeMessages() throws IOException, InterruptedException {
        byte[] large = new byte[LARGE];
        byte[] tooLarge = new byte[TOO_LARGE];
        repeat(1_000, (channel, round) -> {
            for (String exchange : List.of(Topology.STATUS, Topology.LIVE)) {
                channel.basicPublish(exchange, "", new AMQP.BasicProperties(), round % 2 == 0 ? large : tooLarge);
            }
        });
    }

    /** Heartbeats of thousands of workers that there are not, each with a long list of what it offers. */
    public void forgeHeartbeats() throws IOException, InterruptedException {
        EngineOffer offer = new EngineOffer(names("checkpoint"), names("lora"));
        repeat(5, (channel, round) -> {
            List<SlotReport> slots = IntStream.range(0, 20)
                    .mapToObj(slot -> new SlotReport(
                            GpuReport.named("gpu-" + slot, "A GPU that there is not"),
                            SlotState.QUARANTINED,
                            "demo",
                            Topology.DEFAULT_LANE,
                            null,
                            null,
                            "It is made up.",
                            null,
                            offer))
                    .toList();
            channel.basicPublish(
                    Topology.LIVE,
                    "",
                    new AMQP.BasicProperties.Builder()
                            .contentType(Topology.JSON)
                            .build(),
                    Wire.write(new Heartbeat(
                            "made-up-" + round,
                            UUID.randomUUID(),
                            "nowhere",
                            "0",
                            WorkerState.READY,
                            slots,
                            List.of())));
        });
    }

    /** Bindings and exchanges are deleted, again and again. */
    public void deleteTopology() throws IOException, InterruptedException {
        List<Deed> deeds = new ArrayList<>();
        deeds.add((channel, round) ->
                channel.queueUnbind(Topology.jobQueue(Topology.DEFAULT_LANE), Topology.JOBS, Topology.DEFAULT_LANE));
        for (String exchange : List.of(Topology.JOBS, Topology.LIVE, Topology.CONTROL)) {
            deeds.add((channel, round) -> channel.exchangeDelete(exchange));
        }
        repeat(2_000, (channel, round) -> deeds.get(round % deeds.size()).on(channel, round));
    }

    private static List<String> names(String kind) {
        return IntStream.range(0, LANES_PER_SLOT)
                .mapToObj(number -> kind + "-" + number + "-" + "x".repeat(60))
                .toList();
    }

    private void repeat(long pauseMillis, Deed deed) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + length.toNanos();
        Connection connection = broker.open();
        try {
            Channel channel = connection.createChannel();
            for (int round = 0; System.nanoTime() - deadline < 0; round++) {
                try {
                    if (!channel.isOpen()) {
                        channel = connection.createChannel();
                    }
                    deed.on(channel, round);
                } catch (AlreadyClosedException | IOException refused) {
                    // The broker has its limits; the next one comes on another channel, or connection.
                    if (!connection.isOpen()) {
                        connection = broker.open();
                    }
                }
                Thread.sleep(pauseMillis);
            }
        } finally {
            connection.abort();
        }
    }
}
