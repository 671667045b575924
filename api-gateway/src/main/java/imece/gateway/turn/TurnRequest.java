package imece.gateway.turn;

import imece.contract.LaneName;
import java.util.OptionalLong;

/**
 * A job that is being submitted.
 *
 * @param lane where it waits
 * @param turnClass how urgent it is
 * @param weight its owner's weight now
 * @param estimate how long it is expected to keep a GPU, without loading, in GPU-milliseconds
 * @param inLine what the owner's jobs that are not over are charged together, in GPU-milliseconds
 * @param ownGreatest the greatest turn among the owner's waiting jobs of this class in lanes that the same slots serve
 */
public record TurnRequest(
        LaneName lane, TurnClass turnClass, ShareWeight weight, long estimate, long inLine, OptionalLong ownGreatest) {

    /** The turn that is given. */
    public record GrantedTurn(long turn, OwnerTurns owner) {}
}
