package imece.gateway.turn;

import imece.contract.LaneName;
import java.util.Set;

/**
 * A job that went before its turn, once for all that it went before.
 *
 * @param lanes those in which jobs waited that could have had its slot
 * @param order where the job stood
 * @param lastTicket whoever joined later was not passed
 * @param work how much was let past, in GPU-milliseconds
 */
public record TurnPass(Set<LaneName> lanes, TurnOrder order, long lastTicket, long work) {
    public TurnPass {
        lanes = Set.copyOf(lanes);
    }

    /** Whether the one who waits here was passed. */
    boolean passed(LaneName lane, TurnOrder waiting) {
        return waiting.ticket() <= lastTicket && order.compareTo(waiting) > 0 && lanes.contains(lane);
    }
}
