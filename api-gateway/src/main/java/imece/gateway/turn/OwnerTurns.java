package imece.gateway.turn;

import imece.contract.LaneName;
import org.jspecify.annotations.Nullable;

/**
 * An owner's account of GPU time, as its row keeps it.
 *
 * @param nextTurn where its last job ended on the clock of that job's lane, in GPU-milliseconds
 * @param lane the lane of the job that was submitted last; null = none yet
 */
public record OwnerTurns(long nextTurn, @Nullable LaneName lane) {

    /** Of an owner that has never asked for anything. */
    public static final OwnerTurns NONE = new OwnerTurns(0, null);

    /** When something is put right by so much, in GPU-milliseconds. */
    public OwnerTurns corrected(long by) {
        return new OwnerTurns(nextTurn + by, lane);
    }
}
