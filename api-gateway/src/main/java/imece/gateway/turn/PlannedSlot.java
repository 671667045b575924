package imece.gateway.turn;

import imece.contract.LaneName;
import org.jspecify.annotations.Nullable;

/**
 * A live slot, as a plan sees it.
 *
 * @param slot it, with the checkpoint that it will have when it is free
 * @param seats how many jobs it draws at once
 * @param free how many of these seats are empty, or about to be
 * @param lane where it is to take its jobs; null = nobody has said
 */
public record PlannedSlot(
        TurnSlot slot, int seats, int free, @Nullable LaneName lane) {
    public PlannedSlot {
        if (seats < 1 || free < 0 || free > seats) {
            throw new IllegalArgumentException(free + " of " + seats + " seats cannot be free.");
        }
    }
}
