package imece.worker.link;

import com.rabbitmq.client.Delivery;
import imece.worker.link.SlotChannels.HeldMessage;
import imece.worker.slot.Slot;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one message after another for a slot. It listens to one lane at a time, so that it never holds two
 * messages that are not drawn: to the one where the slot waits, which is the lane that it is assigned to. One that nobody assigns
 * goes to another lane for as long as a gateway calls it there and something really waits. A lane is left before any message of it
 * is acknowledged, and one of another checkpoint is not listened to before all that is drawn is done.
 *
 * <p>After a picture there may be more work: it asks for one message, and registers as a consumer only if none is there. An
 * idle consumer asks every five seconds whether the broker still knows it, and is renewed if not, and once a minute anyway.
 *
 * <p>For one thread, except for {@link #nudge}.
 */
final class LaneConsumer {

    /** On a called lane a message is there at once, or somebody else has taken it. */
    private static final Duration MOMENT = Duration.ofMillis(250);

    /** How long it waits for a queue that is not there yet. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(500);

    private final Slot slot;
    private final SlotChannels channels;
    private final QueueInspector inspector;
    private final Seats seats;
    private final Runnable consuming;
    private volatile @Nullable Subscription current;
    private IdleWatch idle;
    private String lane;
    private boolean moreMayWait;

    /** The lane of the last message; its queue is there. */
    private @Nullable String served;

    /**
     * Consumes nothing yet.
     *
     * @param consuming is called each time the broker has accepted the consumer
     */
    LaneConsumer(Slot slot, SlotChannels channels, Seats seats, QueueInspector inspector, Runnable consuming) {
        this.slot = slot;
        this.channels = channels;
        this.seats = seats;
        this.inspector = inspector;
        this.consuming = consuming;
        this.idle = new IdleWatch(slot.name());
        this.lane = slot.waitsIn();
    }

    /** There is reason to look around. */
    void nudge() {
        Subscription subscription = current;
        if (subscription != null) {
            subscription.nudge();
        }
    }

    /**
     * The next message; empty if none came for a while, or somebody nudged.
     *
     * @throws IOException if the broker or the channel is lost
     */
    Optional<HeldMessage> next() throws InterruptedException, IOException {
        Subscription subscription = subscription();
        if (!slot.takesJobs()) {
            // That took until a picture was put away.
            return Optional.empty();
        }
        if (!subscription.consumes()) {
            lane = moreMayWait ? nextLane() : slot.assignedTo().orElse(lane);
            if (!seats.mayBegin(lane)) {
                return held(subscription.next(ASK_AGAIN), subscription);
            }
            if (moreMayWait) {
                Optional<HeldMessage> waiting = more(subscription);
                if (waiting.isPresent()) {
                    return waiting;
                }
            }
            if (inspector.look(lane).isEmpty()) {
                // A gateway has yet to declare it, so nothing waits there.
                Optional<HeldMessage> none = held(subscription.next(ASK_AGAIN), subscription);
                lane = slot.waitsIn();
                return none;
            }
            subscription.consume(lane);
            idle = new IdleWatch(slot.name());
            slot.listensTo(lane);
            consuming.run();
        }
        boolean waits = lane.equals(slot.waitsIn());
        Optional<Delivery> delivery = subscription.next(waits ? IdleWatch.LOOK_EVERY : MOMENT);
        if (delivery.isPresent()) {
            idle.served();
            return held(delivery, subscription);
        }
        if (subscription.ended()) {
            return Optional.empty();
        }
        String next = nextLane();
        if (!next.equals(lane)) {
            Optional<HeldMessage> leftOver = pause();
            lane = leftOver.isPresent() ? lane : next;
            return leftOver;
        }
        if (waits && idle.wantsRenewal(() -> inspector.look(lane))) {
            Optional<HeldMessage> leftOver = pause();
            if (leftOver.isEmpty()) {
                leave();
            }
            return leftOver;
        }
        return Optional.empty();
    }

    /** One message that waits where it goes next, if there is one. */
    private Optional<HeldMessage> more(Subscription subscription) throws IOException {
        moreMayWait = false;
        slot.listensTo(lane);
        // The broker closes the channel of who takes from a queue that is not there.
        boolean there = lane.equals(served) || inspector.look(lane).isPresent();
        return there ? held(subscription.take(lane), subscription) : Optional.empty();
    }

    /**
     * Consumes nothing until the next message is wanted; returns what came before that was confirmed.
     *
     * @throws IOException if the channel is lost
     */
    Optional<HeldMessage> pause() throws IOException {
        Subscription subscription = current;
        if (subscription == null) {
            return Optional.empty();
        }
        if (subscription.ended()) {
            leave();
            return Optional.empty();
        }
        subscription.cancel();
        return held(subscription.leftOver(), subscription);
    }

    /** The message goes on to its run, and its channel with it: the next one is taken on another. */
    void handOn(HeldMessage message) {
        current = null;
        served = message.lane();
        moreMayWait = true;
        channels.lend(message.subscription());
    }

    /** The connection is lost, or not to be had: it begins anew where the slot waits. */
    void lost() {
        channels.lost();
        lane = slot.waitsIn();
        served = null;
        leave();
    }

    /** Gives its channel up; what came by it and is not acknowledged is handed out again. */
    void leave() {
        Subscription subscription = current;
        current = null;
        if (subscription != null) {
            if (subscription.ended()) {
                channels.lost();
            }
            subscription.close();
        }
    }

    private Subscription subscription() throws InterruptedException, IOException {
        Subscription kept = current;
        if (kept != null && !kept.ended()) {
            return kept;
        }
        if (kept != null) {
            lane = slot.waitsIn();
        }
        leave();
        Subscription taken = channels.take();
        current = taken;
        return taken;
    }

    private Optional<HeldMessage> held(Optional<Delivery> delivery, Subscription subscription) {
        return delivery.map(some -> new HeldMessage(lane, some, subscription));
    }

    private String nextLane() {
        return LaneRule.next(slot.waitsIn(), slot.called(), slot::serves, inspector::ready);
    }
}
