package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.nodes.RabbitNode;
import imece.tier.FullRunOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The broker stays up and refuses: it runs short of memory or disk, or loses patience with a consumer. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerLimitsIT extends FaultTest {

    private static final int STEP_MILLIS = 40;
    /** A confirm is waited for half a minute, a worker counts as lost after 25 s of silence. */
    private static final Duration LONGER_THAN_ANY_PATIENCE = Duration.ofSeconds(33);

    private static final Duration PROMISED = Duration.ofSeconds(15);
    /** Half of what the longest job of this class takes. */
    private static final Duration CONSUMER_TIMEOUT = Duration.ofSeconds(3);

    private static final String CLOSED = "The broker has closed this slot's channel";

    private RabbitNode broker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        broker = brokerOfItsOwn(folder);
        Rig farm = closing(new Rig(folder.resolve("farm"), with(broker, servers), 1));
        farm.quickWorker("one", "gpu-one", STEP_MILLIS);
        farm.quickWorker("two", "gpu-two", STEP_MILLIS);
        farm.workers().forEach(farm::awaitReady);
        return farm;
    }

    @Override
    void settle() {
        plenty();
        workersBack(rig.workers().toArray(Member[]::new));
    }

    @Test
    @Order(1)
    void aBrokerShortOfMemoryLosesNothingAndRepeatsNothing() {
        alarm(
                "broker-memory-alarm",
                "memory",
                LONGER_THAN_ANY_PATIENCE,
                "set_vm_memory_high_watermark",
                "absolute",
                "1");
    }

    @Test
    @Order(2)
    @FullRunOnly
    void aBrokerShortOfDiskLosesNothingAndRepeatsNothing() {
        alarm("broker-disk-alarm", "disk", Duration.ZERO, "set_disk_free_limit", "1000000GB");
    }

    /** Publishers are held back, consumers are not: runs go on and end, and tell it later. */
    private void alarm(String what, String resource, Duration least, String... cause) {
        // Long enough that they still run when a broker on a busy machine has been told its limit.
        List<UUID> running = me.submit(2, "runs through the alarm", 150);
        running.forEach(job -> me.frames().await(job, "processing", SOON));
        List<UUID> all = new ArrayList<>(running);
        all.addAll(me.submit(3, "waits through the alarm", 6));
        await().atMost(SOON).until(() -> rig.rows().count("jobs where status = 'dispatched'") == 2);

        broker.rabbitmqctl(cause);
        await(resource + " alarm").atMost(SOON).until(() -> alarms().contains(resource));
        long asked = System.nanoTime();
        all.addAll(me.submit(3, "comes during the alarm", 6));
        timedSince(what + "-three-submits-accepted", asked, Duration.ofSeconds(3));
        for (UUID job : running) {
            holderOf(me.frames().await(job, "processing", SOON)).awaitSaid(SOON, "[GPU_LOCK] released", job.toString());
        }
        await("the alarm lasts").atMost(least.plus(SOON)).until(() -> System.nanoTime() - asked > least.toNanos());
        // They have pictures, and nobody can be told.
        assertThat(running).allMatch(job -> me.frames().status(job).equals("processing"));
        assertThat(alarms()).contains(resource);

        plenty();
        long over = System.nanoTime();
        me.frames().awaitAll(running, "complete", SOON);
        Rig.measured(what + "-first-completions", System.nanoTime() - over);
        me.frames().awaitAll(all, "complete", SOON);
        timedSince(what + "-all-complete", over, PROMISED);
        for (UUID job : all) {
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
            assertThat(rig.rows().job(job).epoch()).as("dispatched once").isEqualTo(1);
        }
    }

    private String alarms() {
        return broker.rabbitmqctl("eval", "rabbit_alarm:get_alarms().");
    }

    private void plenty() {
        broker.rabbitmqctl("set_vm_memory_high_watermark", "0.6");
        broker.rabbitmqctl("set_disk_free_limit", "50MB");
        await("no alarm").atMost(SOON).until(() -> alarms().strip().equals("[]"));
    }

    /**
     * The broker takes the message from a run that outlasts its patience and closes the channel. A free slot gets the
     * message, is told that the first one lives, and lets it go; the first one finishes, and its slot consumes again.
     */
    @Test
    @Order(3)
    void aRunLongerThanTheConsumerTimeoutIsCompletedOnceAndItsSlotGoesOn() {
        impatient();
        UUID job = me.submit("longer than the broker's patience", 150);
        Member holder = holderOf(me.frames().await(job, "processing", SOON));
        outlastsTheBroker(job, holder, others(holder).getFirst());
    }

    /** The same with a message that a busy slot has asked for, and no consumer was handed. */
    @Test
    @Order(4)
    @FullRunOnly
    void aRunThatFollowedAnotherOneAtOnceOutlastsTheBrokerAsWell() {
        impatient();
        Member holder = rig.workers().getFirst();
        Member other = rig.workers().getLast();
        order(other.name(), "drain");
        awaitIdleSlots(1);
        me.submit("keeps the slot busy until the next one is with the broker", 40);
        UUID job = me.submit("longer than the broker's patience", 150);
        me.frames().await(job, "processing", SOON);
        order(other.name(), "resume");
        outlastsTheBroker(job, holder, other);
    }

    private void outlastsTheBroker(UUID job, Member holder, Member other) {
        long closed = holder.timesSaid(CLOSED);
        long began = System.nanoTime();
        await(holder.name() + " is told").atMost(SOON).until(() -> holder.timesSaid(CLOSED) > closed);
        Rig.measured("consumer-timeout-channel-closed", System.nanoTime() - began);
        other.awaitSaid(SOON, "Dropped", job.toString());
        assertThat(me.frames().status(job)).isEqualTo("processing");
        me.frames().await(job, "complete", SOON);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        assertThat(rig.rows().job(job).worker()).isEqualTo(holder.name());

        // Nobody else takes jobs now: the slot whose channel was closed must.
        order(other.name(), "drain");
        awaitIdleSlots(1);
        UUID next = me.submit("the slot goes on", 4);
        me.frames().await(next, "complete", SOON);
        assertThat(rig.rows().job(next).worker()).isEqualTo(holder.name());
        order(other.name(), "resume");
    }

    /** The broker looks at it when a channel opens, and checks on the channel's tick; workers that begin open new ones. */
    private void impatient() {
        broker.rabbitmqctl(
                "eval",
                "application:set_env(rabbit, consumer_timeout, %d), application:set_env(rabbit, channel_tick_interval, 500)."
                        .formatted(CONSUMER_TIMEOUT.toMillis()));
        for (Member worker : rig.workers()) {
            assertThat(worker.stop(SOON)).isZero();
            rig.again(worker);
        }
        awaitIdleSlots(2);
    }
}
