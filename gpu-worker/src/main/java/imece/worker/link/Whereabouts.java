package imece.worker.link;

import imece.worker.slot.Slot;
import java.io.IOException;

/** The lane that a slot listens to. Used by the hand that has the turn. */
final class Whereabouts {

    private final Slot slot;
    private final LaneCalls calls;
    private volatile String lane;

    Whereabouts(Slot slot, LaneCalls calls) {
        this.slot = slot;
        this.calls = calls;
        this.lane = slot.home();
    }

    String lane() {
        return lane;
    }

    boolean atHome() {
        return lane.equals(slot.home());
    }

    void go(String next) {
        lane = next;
    }

    void goHome() {
        lane = slot.home();
    }

    /**
     * Where to listen next.
     *
     * @throws IOException if the broker cannot be asked
     */
    String next(Subscription subscription) throws IOException {
        return LaneRule.next(slot.home(), calls.lanes(), slot::serves, subscription::ready);
    }
}
