package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import imece.contract.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody deletes a part of the topology while the farm runs. Nobody is told; it is back within half a minute. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TornTopologyIT {
    private static final Duration HEALED = Duration.ofSeconds(30);
    private static final String LANE = Topology.jobQueue(Topology.DEFAULT_LANE);

    /** Where a message must reach a queue while a gateway and a worker run. */
    private static final List<String> WAYS =
            List.of(Topology.JOBS, Topology.STATUS, Topology.LIVE, Topology.UPDATES, Topology.CONTROL);

    private final GatewayUnderTest gateway;
    private final WorkerProcess worker;
    private final Amqp amqp;

    TornTopologyIT(GatewayUnderTest gateway, @TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        this.gateway = gateway;
        this.worker = WorkerProcess.start(gateway, folder, "mended");
        this.amqp = Amqp.connect(gateway.brokerUri());
    }

    @AfterAll
    void end() {
        try (worker) {
            amqp.close();
        }
    }

    @BeforeEach
    void allIsThere() {
        await().atMost(HEALED).until(() -> whole(amqp));
    }

    /** Whoever tests at this gateway next finds all of it. */
    @AfterEach
    void emptyAndWhole() {
        gateway.emptyLine();
        await().atMost(HEALED).until(() -> whole(amqp));
    }

    /** What is done to the broker, by its name. */
    record Tearing(String name, Amqp.Saying<?> deed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Tearing> tearings() {
        Stream<Tearing> exchanges = Stream.concat(WAYS.stream(), Stream.of(Topology.DEAD, Topology.POISON))
                .map(exchange ->
                        new Tearing("exchange.delete of " + exchange, channel -> channel.exchangeDelete(exchange)));
        return Stream.concat(
                exchanges,
                Stream.of(
                        new Tearing(
                                "queue.unbind of a lane",
                                channel -> channel.queueUnbind(LANE, Topology.JOBS, Topology.DEFAULT_LANE)),
                        new Tearing("queue.delete of a lane", channel -> channel.queueDelete(LANE)),
                        new Tearing(
                                "queue.unbind of the store",
                                channel -> channel.queueUnbind(Topology.STATUS_STORE, Topology.STATUS, "")),
                        new Tearing("queue.delete of imece.poison", channel -> channel.queueDelete(Topology.POISON))));
    }

    @ParameterizedTest
    @MethodSource("tearings")
    void whatIsDeletedIsBackSoonAndAJobComesToItsPicture(Tearing tearing) {
        Browser browser = gateway.newcomer();

        amqp.say(tearing.deed());
        String meanwhile = browser.submitted("asked for while it is torn");
        await().atMost(HEALED).until(() -> whole(amqp));

        String after = browser.submitted("asked for afterwards");
        Within.bounds().until(() -> browser.status(after).equals("complete"));
        Within.bounds().until(() -> browser.status(meanwhile).equals("complete"));
        assertThat(worker.process().isAlive()).isTrue();
    }

    /** Progress, orders and updates go their ways again, not only jobs and events. */
    @Test
    void aRunIsStoppedThroughAnExchangeThatWasDeletedWhileItRan() {
        Browser browser = gateway.newcomer();
        String endless = browser.submitted("endless [stall]");
        Within.bounds().until(() -> browser.status(endless).equals("processing"));

        amqp.say(channel -> channel.exchangeDelete(Topology.CONTROL));
        amqp.say(channel -> channel.exchangeDelete(Topology.LIVE));
        browser.delete("/api/jobs/" + endless).expect(202);

        Within.bounds().until(() -> worker.said().contains("[GPU_LOCK] released gpu=demo-mended job=" + endless));
    }

    /** Whether a message on each way reaches a queue; each says nothing that anybody could read. */
    private static boolean whole(Amqp amqp) {
        return WAYS.stream().allMatch(exchange -> arrives(amqp, exchange)) && noted(amqp);
    }

    private static boolean arrives(Amqp amqp, String exchange) {
        byte[] nothing = "{\"kind\":\"nothing\"}".getBytes(StandardCharsets.UTF_8);
        return amqp.tryOnce(channel -> {
            boolean[] returned = {false};
            channel.confirmSelect();
            channel.addReturnListener(message -> returned[0] = true);
            channel.basicPublish(
                    exchange,
                    exchange.equals(Topology.JOBS) ? Topology.DEFAULT_LANE : "",
                    true,
                    new BasicProperties(),
                    nothing);
            channel.waitForConfirmsOrDie(5_000);
            return !returned[0];
        });
    }

    private static boolean noted(Amqp amqp) {
        return amqp.tryOnce(channel -> {
            channel.exchangeDeclarePassive(Topology.DEAD);
            channel.exchangeDeclarePassive(Topology.POISON);
            channel.queueDeclarePassive(Topology.POISON);
            return true;
        });
    }
}
