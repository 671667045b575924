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
import imece.worker.run.Run.RunEnd;
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
 * One slot's way from message to acknowledgement, in two stages (decision 0056). The first is one thread that takes a message
 * and has its picture drawn. The second signs, uploads and reports that picture and acknowledges its message, while the first
 * one takes and draws the next. So of the two messages that a slot can have in hand one is in its engine and the other is
 * drawn; a third is not taken before one of them is acknowledged ({@link SlotChannels}).
 *
 * <p>A run that ends without a picture is reported and acknowledged by the first stage, which takes nothing meanwhile. Nothing
 * is acknowledged before all about its run is confirmed, and no message is given back by nack.
 */
final class SlotPipeline {

    private static final Logger log = LoggerFactory.getLogger(SlotPipeline.class);
    private static final Duration RECOVER_EVERY = Duration.ofMillis(500);

    private final ConnectionNews news;
    private final Slot slot;
    private final SlotChannels channels;
    private final QueueInspector inspector;
    private final LaneConsumer consumer;
    private final BooleanSupplier stopping;
    private final Runnable consuming;
    private final UnreadableDeliveries unreadable;
    private final Backoff.Series pause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3)).series();
    private final Semaphore woken = new Semaphore(0);
    private final Thread drawing;
    private final ExecutorService puttingAway;

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
        this.channels = new SlotChannels(channels);
        this.inspector = inspector;
        this.consumer = new LaneConsumer(slot, this.channels, inspector, consuming);
        this.stopping = stopping;
        this.consuming = consuming;
        this.unreadable = unreadable;
        String name = "slot-" + slot.name();
        this.drawing = Thread.ofPlatform().name(name + "-draw").unstarted(this::drawUntilStopped);
        this.puttingAway = Executors.newFixedThreadPool(
                SlotChannels.MOST,
                Thread.ofPlatform().name(name + "-put-away-", 1).factory());
    }

    void start() {
        drawing.start();
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
        return drawing.join(patience)
                && puttingAway.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Ends it as it is; what is in hand stays unacknowledged. */
    void interrupt() {
        drawing.interrupt();
        puttingAway.shutdownNow();
    }

    private void drawUntilStopped() {
        try {
            boolean over = false;
            while (!over) {
                try {
                    over = !drawNext();
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
            puttingAway.shutdown();
        }
    }

    /** The first stage, once around; false if it is to end. */
    private boolean drawNext() throws InterruptedException, IOException {
        boolean stops = stopping.getAsBoolean();
        boolean takes = !stops && slot.takesJobs();
        Optional<HeldMessage> message = takes ? consumer.next() : consumer.pause();
        pause.reset();
        if (message.isPresent()) {
            draw(message.get());
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
        slot.recover();
    }

    private void draw(HeldMessage message) throws InterruptedException {
        FaultPoint.MESSAGE_ARRIVED.reached();
        Optional<RenderJob> read = Wire.read(message.body(), RenderJob.class);
        if (read.isEmpty()) {
            unreadable.found(Topology.jobQueue(message.lane()), message.body());
            acknowledge(message, "?");
            return;
        }
        RenderJob job = read.get();
        if (slot.hasInHand(job.jobId())) {
            // The broker has taken back the message of a picture that is being put away, and handed it out again. What
            // it
            // was about is finished first: then it is known whether this is only its echo.
            channels.awaitAll();
        }
        switch (slot.draw(job, message.delivered(), UUID.randomUUID())) {
            case DrawnPicture picture -> handOn(message, picture);
            case RunEnd ended -> acknowledge(message, job.jobId().toString());
        }
    }

    private void acknowledge(HeldMessage message, String job) {
        try {
            consumer.acknowledge(message);
        } catch (IOException | ShutdownSignalException e) {
            acknowledgementLost(job, e);
        }
    }

    private void handOn(HeldMessage message, DrawnPicture picture) throws InterruptedException {
        consumer.handOn(message);
        try {
            puttingAway.execute(() -> putAway(message, picture));
        } catch (RejectedExecutionException e) {
            log.debug("Slot {} has ended already.", slot.name(), e);
            throw new InterruptedException("The slot is ended as it is.");
        } catch (OutOfMemoryError noThread) {
            putAway(message, picture);
        }
    }

    /** The second stage. */
    private void putAway(HeldMessage message, DrawnPicture picture) {
        try {
            slot.putAway(picture);
            message.subscription().cancel();
            message.acknowledge();
        } catch (IOException | ShutdownSignalException e) {
            acknowledgementLost(picture.run().key().jobId().toString(), e);
        } catch (InterruptedException e) {
            log.debug("Slot {} ends.", slot.name());
        } catch (RuntimeException | OutOfMemoryError e) {
            log.error("Slot {} met a fault of the worker's own and goes on. This is a bug.", slot.name(), e);
            // The broker hands the message out again.
            message.subscription().close();
        } finally {
            channels.comesBack(message.subscription());
        }
    }

    private static void acknowledgementLost(String job, Exception e) {
        log.info(
                "The acknowledgement was lost with its channel; the broker will hand this message out again. job={}",
                job);
        log.debug("It was lost so.", e);
    }

    private void rest(Duration time) throws InterruptedException {
        woken.drainPermits();
        boolean unused = woken.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
