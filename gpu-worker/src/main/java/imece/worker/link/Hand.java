package imece.worker.link;

import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.RenderJob;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.fault.FaultPoint;
import imece.time.Backoff;
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
 * A thread that, when it is its turn, consumes one job, runs it, and acknowledges it. As soon as the job's picture is drawn it
 * passes the turn on, unless something speaks against that: a worker that takes nothing new, a channel that is lost. If the
 * channel is lost, all that the slot has in hand is finished and reported before anything new is consumed. Never gives a
 * message back by nack.
 *
 * <p>When the turn is passed on to it, there may be more work: it asks for one message, and registers as a consumer only if none
 * is there.
 *
 * <p>It listens to one lane at a time, so that it never holds two messages: to the slot's home lane, and to another one for as
 * long as a gateway calls it there and something really waits. Before it acknowledges a job it is decided where the slot goes
 * next, and its lane is left first if that is elsewhere, or if the other hand has the turn.
 *
 * <p>An idle consumer asks every five seconds whether the broker still knows it, and is renewed if not, and once a minute
 * anyway.
 */
final class Hand implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Hand.class);
    /** On a called lane a message is there at once, or somebody else has taken it. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    private static final Duration RECOVER_EVERY = Duration.ofMillis(500);

    private final Channels channels;
    private final ConnectionNews news;
    private final Slot slot;
    private final Whereabouts where;
    private final Turn turn;
    private final BooleanSupplier stopping;
    private final Runnable consuming;
    private final Garbage garbage;
    private final Backoff.Series pause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3)).series();
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile @Nullable Subscription current;
    private boolean myTurn;
    private boolean renew;
    private boolean lost;

    /** A hand that has not begun; for its parameters see {@link SlotConsumer}. */
    Hand(
            String name,
            Channels channels,
            ConnectionNews news,
            Slot slot,
            Whereabouts where,
            Turn turn,
            BooleanSupplier stopping,
            Runnable consuming,
            Garbage garbage) {
        this.channels = channels;
        this.news = news;
        this.slot = slot;
        this.where = where;
        this.turn = turn;
        this.stopping = stopping;
        this.consuming = consuming;
        this.garbage = garbage;
        this.thread =
                Thread.ofPlatform().name("slot-" + slot.name() + "-" + name).unstarted(this);
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
                turn.take();
                myTurn = true;
                try {
                    turn();
                } catch (RuntimeException | OutOfMemoryError e) {
                    // Without this thread the slot would look idle and take nothing for ever.
                    log.error("Slot {} met a fault of the worker's own and goes on. This is a bug.", slot.name(), e);
                    rest(RECOVER_EVERY);
                } finally {
                    endTurn();
                }
            }
        } catch (InterruptedException e) {
            log.debug("Slot {} ends.", slot.name());
        } finally {
            leave();
        }
    }

    private void endTurn() {
        if (myTurn) {
            turn.end();
        } else {
            turn.done();
        }
    }

    private void turn() throws InterruptedException {
        if (stopping.getAsBoolean()) {
            return;
        }
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
        boolean well = false;
        try {
            Subscription subscription = subscription();
            Optional<Delivery> waiting = turn.passed() ? subscription.take(where.lane()) : Optional.empty();
            if (waiting.isEmpty()) {
                subscription.consume(where.lane());
            }
            slot.listensTo(where.lane());
            pause.reset();
            consuming.run();
            if (waiting.isPresent()) {
                serveOne(waiting.get(), subscription);
            } else {
                serve(subscription);
            }
            well = !subscription.ended() && !renew;
        } catch (IOException | AmqpException | ShutdownSignalException e) {
            news.failed(e);
            lost = true;
            if (myTurn) {
                where.goHome();
                rest(pause.next());
            }
        } finally {
            renew = false;
            if (!well) {
                leave();
            }
        }
    }

    /** The channel of this hand, kept from turn to turn. In place of a lost one another is opened once both hands are empty. */
    private Subscription subscription() throws InterruptedException, IOException {
        Subscription kept = current;
        if (kept != null && !kept.ended()) {
            return kept;
        }
        leave();
        if (lost || kept != null) {
            turn.awaitOther();
            lost = false;
        }
        Subscription opened = new Subscription(channels.open());
        current = opened;
        return opened;
    }

    private void leave() {
        Subscription subscription = current;
        current = null;
        if (subscription != null) {
            subscription.close();
        }
    }

    private void serveOne(Delivery delivery, Subscription subscription) throws InterruptedException {
        String next = handle(delivery, subscription);
        if (myTurn) {
            where.go(next);
        }
    }

    /** Serves one lane until the turn is passed on, or there is reason to listen elsewhere. */
    private void serve(Subscription subscription) throws InterruptedException, IOException {
        String lane = where.lane();
        boolean atHome = where.atHome();
        String next = lane;
        IdleWatch idle = new IdleWatch(slot.name());
        while (myTurn && !subscription.ended() && slot.takesJobs() && next.equals(lane)) {
            Optional<Delivery> delivery = subscription.next(atHome ? IdleWatch.LOOK_EVERY : MOMENT);
            if (delivery.isPresent()) {
                next = handle(delivery.get(), subscription);
                idle.served();
                continue;
            }
            if (subscription.ended()) {
                break;
            }
            next = where.next(subscription);
            if (atHome && slot.takesJobs() && idle.wantsRenewal(subscription)) {
                renew = true;
                break;
            }
        }
        subscription.cancel();
        for (Optional<Delivery> rest = subscription.leftOver(); rest.isPresent(); rest = subscription.leftOver()) {
            next = handle(rest.get(), subscription);
        }
        if (myTurn) {
            where.go(subscription.ended() ? slot.home() : next);
        }
    }

    /** Runs one job and acknowledges it; returns the lane to listen to next. */
    private String handle(Delivery delivery, Subscription subscription) throws InterruptedException {
        FaultPoint.MESSAGE_ARRIVED.reached();
        Optional<RenderJob> job = Wire.read(delivery.getBody(), RenderJob.class);
        if (job.isPresent()) {
            if (slot.hasInHand(job.get().jobId())) {
                // The broker has taken the other hand's message back and handed it out again. What it was about is
                // finished first: then it is known whether this is only its echo.
                turn.awaitOther();
            }
            int count = DeliveryCount.of(delivery.getProperties().getHeaders());
            slot.serve(job.get(), count, UUID.randomUUID(), () -> passOn(subscription));
        } else {
            garbage.found(Topology.jobQueue(where.lane()), delivery.getBody());
        }
        String next = slot.home();
        try {
            next = !myTurn || subscription.ended() ? next : where.next(subscription);
            if (!myTurn || !slot.takesJobs() || !next.equals(where.lane())) {
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

    /** The GPU is free and what is in this hand only has to be put away: the other hand may take the next message. */
    private void passOn(Subscription subscription) {
        if (!myTurn || subscription.ended() || !slot.takesJobs()) {
            return;
        }
        try {
            where.go(where.next(subscription));
        } catch (IOException | ShutdownSignalException e) {
            log.debug("Slot {} keeps its turn until what it has in hand is reported.", slot.name(), e);
            return;
        }
        myTurn = false;
        turn.pass();
    }

    private void rest(Duration time) throws InterruptedException {
        woken.drainPermits();
        boolean unused = woken.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
