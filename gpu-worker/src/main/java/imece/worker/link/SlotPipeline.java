package imece.worker.link;

import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.Backoff;
import imece.contract.RenderJob;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import imece.fault.FaultPoint;
import imece.worker.link.SlotChannels.HeldMessage;
import imece.worker.run.PictureDrawing.DrawingResult.DrawnPicture;
import imece.worker.slot.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

/**
 * One slot's way from message to acknowledgement (decisions 0056 and 0096). One thread takes messages, one after another, and only
 * while a seat is free. Each message has a run on a thread of its own: it is drawn on that seat, then the seat is free, and the
 * picture is signed, uploaded and reported, and its message acknowledged, beside the next one that is drawn. So of the messages
 * that a slot has in hand there is one more than it has seats ({@link SlotChannels}).
 *
 * <p>A run that ends without a picture keeps its seat until it is reported and acknowledged. Nothing is acknowledged before all
 * about its run is confirmed, and no message is given back by nack.
 */
final class SlotPipeline {

    private static final Logger log = LoggerFactory.getLogger(SlotPipeline.class);
    private static final Duration RECOVER_EVERY = Duration.ofMillis(500);

    private final ConnectionNews news;
    private final Slot slot;
    private final Seats seats;
    private final SlotChannels channels;
    private final QueueInspector inspector;
    private final LaneConsumer consumer;
    private final BooleanSupplier stopping;
    private final Runnable consuming;
    private final UnreadableDeliveries unreadable;
    private final Backoff.Series pause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3)).series();
    private final Semaphore woken = new Semaphore(0);
    private final Thread taking;
    private final ExecutorService runs;

    /**
     * A pipeline that has not begun.
     *
     * @param channels gives each message in hand its own
     * @param inspector looks at the lanes' queues for it alone
     * @param stopping whether to end as soon as nothing is in hand
     * @param consuming is called each time the broker has accepted the consumer
     */
    SlotPipeline(
            Channels channels,
            QueueInspector inspector,
            ConnectionNews news,
            Slot slot,
            BooleanSupplier stopping,
            Runnable consuming,
            UnreadableDeliveries unreadable) {
        this.news = news;
        this.slot = slot;
        this.seats = new Seats(slot.seats());
        int inHand = slot.seats() + 1;
        this.channels = new SlotChannels(channels, inHand);
        this.inspector = inspector;
        this.consumer = new LaneConsumer(slot, this.channels, seats, inspector, consuming);
        this.stopping = stopping;
        this.consuming = consuming;
        this.unreadable = unreadable;
        String name = "slot-" + slot.name();
        this.taking = Thread.ofPlatform().name(name + "-take").unstarted(this::takeUntilStopped);
        this.runs = Executors.newFixedThreadPool(
                inHand, Thread.ofPlatform().name(name + "-run-", 1).factory());
    }

    void start() {
        taking.start();
    }

    /** Something has changed that decides whether this slot takes jobs. */
    void wake() {
        woken.release();
        consumer.nudge();
    }

    /** The same, if an order says where this slot takes its jobs. */
    void wakeFor(WorkerOrder order) {
        boolean about = order instanceof WorkerOrder.Call
                || (order instanceof WorkerOrder.Assign assign && slot.name().equals(assign.gpu()));
        if (about) {
            wake();
        }
    }

    /** Waits for its end; true if it has ended. */
    boolean join(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        return taking.join(patience) && runs.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Ends it as it is; what is in hand stays unacknowledged. */
    void interrupt() {
        taking.interrupt();
        runs.shutdownNow();
    }

    private void takeUntilStopped() {
        try {
            boolean over = false;
            while (!over) {
                try {
                    over = !takeNext();
                } catch (IOException | AmqpException | ShutdownSignalException e) {
                    news.failed(e);
                    consumer.lost();
                    rest(pause.next());
                } catch (RuntimeException | OutOfMemoryError e) {
                    // Without this thread the slot would look idle and take nothing for ever.
                    log.error("Slot {} met a fault of the worker's own and goes on. This is a bug.", slot.name(), e);
                    consumer.leave();
                    rest(RECOVER_EVERY);
                }
            }
        } catch (InterruptedException e) {
            log.debug("Slot {} ends.", slot.name());
        } finally {
            consumer.leave();
            inspector.close();
            runs.shutdown();
        }
    }

    /** Once around; false if it is to end. */
    private boolean takeNext() throws InterruptedException, IOException {
        seats.awaitFree();
        boolean stops = stopping.getAsBoolean();
        boolean takes = !stops && slot.takesJobs();
        Optional<HeldMessage> message = takes ? consumer.next() : consumer.pause();
        pause.reset();
        if (message.isPresent()) {
            begin(message.get());
        } else if (!takes && !stops) {
            recover();
        }
        return !stops;
    }

    private void recover() throws InterruptedException {
        if (slot.awaitsEngine()) {
            // Engines start in minutes; the worker is at its post meanwhile.
            consuming.run();
        }
        rest(RECOVER_EVERY);
        if (seats.allFree()) {
            slot.recover();
        }
    }

    private void begin(HeldMessage message) throws InterruptedException {
        FaultPoint.MESSAGE_ARRIVED.reached();
        Optional<RenderJob> read = Wire.read(message.body(), RenderJob.class);
        if (read.isEmpty()) {
            unreadable.found(Topology.jobQueue(message.lane()), message.body());
        } else if (slot.hasInHand(read.get().jobId())) {
            // The broker has taken back the message of a run that is still in hand, and handed it out again. What it
            // was
            // about is finished first: then it is known whether this is only its echo.
            channels.awaitAll();
        }
        consumer.handOn(message);
        seats.take(message.lane());
        Runnable run = () -> run(message, read);
        try {
            runs.execute(run);
        } catch (RejectedExecutionException e) {
            log.debug("Slot {} has ended already.", slot.name(), e);
            throw new InterruptedException("The slot is ended as it is.");
        } catch (OutOfMemoryError noThread) {
            run.run();
        }
    }

    /** One message's run, from its seat to its acknowledgement; without a job it is only acknowledged. */
    private void run(HeldMessage message, Optional<RenderJob> job) {
        SeatHold seat = new SeatHold(message.lane());
        try {
            if (job.isPresent()
                    && slot.draw(job.get(), message.delivered(), UUID.randomUUID()) instanceof DrawnPicture picture) {
                seat.leave();
                slot.putAway(picture);
            }
            message.subscription().cancel();
            message.acknowledge();
        } catch (IOException | ShutdownSignalException e) {
            log.info(
                    "The acknowledgement was lost with its channel; the broker will hand this message out again. job={}",
                    job.map(each -> each.jobId().toString()).orElse("?"));
            log.debug("It was lost so.", e);
        } catch (InterruptedException e) {
            log.debug("Slot {} ends.", slot.name());
        } catch (RuntimeException | OutOfMemoryError e) {
            log.error("Slot {} met a fault of the worker's own and goes on. This is a bug.", slot.name(), e);
            // The broker hands the message out again.
            message.subscription().close();
        } finally {
            channels.comesBack(message.subscription());
            seat.leave();
        }
    }

    /** The seat of one run, until that leaves it for the first time. */
    private final class SeatHold {

        private final String lane;
        private boolean left;

        SeatHold(String lane) {
            this.lane = lane;
        }

        void leave() {
            if (!left) {
                left = true;
                seats.leave(lane);
                // Somebody may wait for the slot to change its checkpoint.
                consumer.nudge();
            }
        }
    }

    private void rest(Duration time) throws InterruptedException {
        woken.drainPermits();
        boolean unused = woken.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
