package imece.worker.link;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.RenderJob;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.fault.FaultPoint;
import imece.worker.slot.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

/**
 * One slot's thread: consumes one job, runs it, acknowledges it, and only then takes the next. If the channel is lost
 * meanwhile, the run is finished and reported all the same before anything new is consumed. Never gives a message back by
 * nack.
 *
 * <p>It listens to one lane at a time, so that it never holds two messages: to the slot's home lane, and to another one for as
 * long as a gateway calls it there and something really waits. Before it acknowledges a job it decides where it goes next, and
 * leaves its lane first if that is elsewhere.
 *
 * <p>An idle consumer asks every five seconds whether the broker still knows it, and is renewed if not, and once a minute
 * anyway.
 */
final class SlotConsumer implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SlotConsumer.class);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(5);
    private static final Duration RENEW_AFTER = Duration.ofSeconds(60);
    /** On a called lane a message is there at once, or somebody else has taken it. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    private static final Duration RECOVER_EVERY = Duration.ofMillis(500);

    private final Broker broker;
    private final ConnectionNews news;
    private final Slot slot;
    private final LaneCalls calls;
    private final BooleanSupplier stopping;
    private final Runnable consuming;
    private final Garbage garbage;
    private final Backoff pause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3));
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile @Nullable Subscription current;
    private String lane;
    private long lastLook = System.nanoTime();

    /**
     * A consumer that has not begun.
     *
     * @param stopping whether to end as soon as nothing is in hand
     * @param consuming is called each time the broker has accepted the consumer
     */
    SlotConsumer(
            Broker broker,
            ConnectionNews news,
            Slot slot,
            LaneCalls calls,
            BooleanSupplier stopping,
            Runnable consuming,
            Garbage garbage) {
        this.broker = broker;
        this.news = news;
        this.slot = slot;
        this.calls = calls;
        this.lane = slot.home();
        this.stopping = stopping;
        this.consuming = consuming;
        this.garbage = garbage;
        this.thread = Thread.ofPlatform().name("slot-" + slot.name()).unstarted(this);
    }

    void start() {
        thread.start();
    }

    /** Something has changed that decides whether this slot takes jobs. */
    void wake() {
        woken.release();
        Subscription subscription = current;
        if (subscription != null) {
            subscription.nudge();
        }
    }

    /** Waits for its end; true if it has ended. */
    boolean join(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    /** Ends it as it is; what is in hand stays unacknowledged. */
    void interrupt() {
        thread.interrupt();
    }

    @Override
    public void run() {
        try {
            while (!stopping.getAsBoolean()) {
                try {
                    turn();
                } catch (RuntimeException | OutOfMemoryError e) {
                    // Without this thread the slot would look idle and take nothing for ever.
                    log.error("Slot {} met a fault of the worker's own and goes on. This is a bug.", slot.name(), e);
                    rest(RECOVER_EVERY);
                }
            }
        } catch (InterruptedException e) {
            log.debug("Slot {} ends.", slot.name());
        }
    }

    private void turn() throws InterruptedException {
        if (slot.takesJobs()) {
            consume();
            return;
        }
        if (slot.awaitsEngine()) {
            // Engines start in minutes; the worker is at its post meanwhile.
            consuming.run();
        }
        rest(RECOVER_EVERY);
        slot.recover();
    }

    private void consume() throws InterruptedException {
        try (Subscription subscription = new Subscription(broker.consumingChannel(), lane)) {
            current = subscription;
            slot.listensTo(lane);
            pause.reset();
            consuming.run();
            lane = serve(subscription);
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            lane = slot.home();
            news.failed(e);
            rest(pause.next());
        } finally {
            current = null;
        }
    }

    /** Serves one lane until there is reason to listen elsewhere; returns where. */
    private String serve(Subscription subscription) throws InterruptedException, IOException {
        boolean atHome = lane.equals(slot.home());
        String next = lane;
        long idleSince = System.nanoTime();
        IdleRule idle = new IdleRule();
        while (!subscription.ended() && slot.takesJobs() && next.equals(lane)) {
            Optional<Delivery> delivery = subscription.next(atHome ? LOOK_AROUND : MOMENT);
            if (delivery.isPresent()) {
                next = handle(delivery.get(), subscription);
                idleSince = System.nanoTime();
                idle.served();
                continue;
            }
            next = subscription.ended() ? lane : next(subscription);
            if (atHome && (System.nanoTime() - idleSince > RENEW_AFTER.toNanos() || strayed(subscription, idle))) {
                break;
            }
        }
        subscription.cancel();
        for (Optional<Delivery> rest = subscription.leftOver(); rest.isPresent(); rest = subscription.leftOver()) {
            next = handle(rest.get(), subscription);
        }
        return next;
    }

    private String next(Subscription subscription) throws IOException {
        return LaneRule.next(slot.home(), calls.lanes(), slot::serves, subscription::ready);
    }

    /** Whether the broker has stopped serving this consumer without a word. */
    private boolean strayed(Subscription subscription, IdleRule idle) throws IOException {
        if (subscription.ended() || !slot.takesJobs() || !lookIsDue()) {
            return false;
        }
        IdleRule.Look look = subscription.look();
        return switch (idle.look(look)) {
            case WELL -> false;
            case FORGOTTEN, PASSED_OVER -> {
                log.warn(
                        "Slot {} is idle and is handed nothing, though {} message(s) wait and {} consumer(s) are known;"
                                + " it registers again.",
                        slot.name(),
                        look.ready(),
                        look.consumers());
                yield true;
            }
        };
    }

    /** Nudges shorten a wait: two looks are never closer than the time in which a message travels. */
    private boolean lookIsDue() {
        long now = System.nanoTime();
        boolean due = now - lastLook >= LOOK_AROUND.toNanos();
        lastLook = due ? now : lastLook;
        return due;
    }

    /** Runs one job and acknowledges it; returns the lane to listen to next. */
    private String handle(Delivery delivery, Subscription subscription) throws InterruptedException {
        FaultPoint.MESSAGE_ARRIVED.reached();
        Optional<RenderJob> job = Wire.read(delivery.getBody(), RenderJob.class);
        if (job.isPresent()) {
            int count = DeliveryCount.of(delivery.getProperties().getHeaders());
            slot.serve(job.get(), count, UUID.randomUUID());
        } else {
            garbage.found(Topology.jobQueue(lane), delivery.getBody());
        }
        String next = slot.home();
        try {
            next = subscription.ended() ? next : next(subscription);
            if (!slot.takesJobs() || !next.equals(lane)) {
                subscription.cancel();
            }
            FaultPoint.BEFORE_ACKNOWLEDGE.reached();
            subscription.acknowledge(delivery);
        } catch (IOException | ShutdownSignalException e) {
            log.info(
                    "The acknowledgement was lost with its channel; the broker will hand this message out again."
                            + " job={}",
                    job.map(j -> j.jobId().toString()).orElse("?"));
        }
        return next;
    }

    private void rest(Duration time) throws InterruptedException {
        woken.drainPermits();
        boolean unused = woken.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
