package imece.worker.link;

import imece.worker.slot.Slot;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One slot's way to its messages. It has two hands: while one puts a picture away, uploads and reports it, the other may take
 * the next message, since the GPU stands free (decision 0053). Only one of them takes messages at any time, so that a message
 * in a slot's hands is either in its engine or already drawn.
 */
final class SlotConsumer {

    private final List<Hand> hands;

    /**
     * A consumer that has not begun.
     *
     * @param channels gives each hand its own
     * @param stopping whether to end as soon as nothing is in hand
     * @param consuming is called each time the broker has accepted the consumer
     */
    SlotConsumer(
            Channels channels,
            ConnectionNews news,
            Slot slot,
            LaneCalls calls,
            BooleanSupplier stopping,
            Runnable consuming,
            Garbage garbage) {
        Turn turn = new Turn();
        Whereabouts where = new Whereabouts(slot, calls);
        this.hands = List.of(
                new Hand("a", channels, news, slot, where, turn, stopping, consuming, garbage),
                new Hand("b", channels, news, slot, where, turn, stopping, consuming, garbage));
    }

    void start() {
        hands.forEach(Hand::start);
    }

    /** Something has changed that decides whether this slot takes jobs. */
    void wake() {
        hands.forEach(Hand::wake);
    }

    /** Waits for its end; true if it has ended. */
    boolean join(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Hand hand : hands) {
            if (!hand.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    /** Ends it as it is; what is in hand stays unacknowledged. */
    void interrupt() {
        hands.forEach(Hand::interrupt);
    }
}
