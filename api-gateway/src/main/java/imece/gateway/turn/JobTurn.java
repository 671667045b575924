package imece.gateway.turn;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job's turn, and what its owner was charged with for it; given at submit.
 *
 * @param account whose account is charged: the owner's, or for visitors that of their address; null = nobody's, for jobs that an
 *     older gateway took
 * @param weight what its owner counted as
 * @param turnClass how urgent it is
 * @param estimate how long it was expected to keep a GPU, without loading, in GPU-milliseconds
 * @param turn its finish tag, in GPU-milliseconds
 * @param pinned moved to the front by an operator
 */
public record JobTurn(
        @Nullable UUID account, ShareWeight weight, TurnClass turnClass, long estimate, long turn, boolean pinned) {

    /** Of a job that was taken before there were turns. */
    public static final JobTurn NONE = new JobTurn(null, ShareWeight.ONE, TurnClass.INTERACTIVE, 0, 0, false);

    /** Where the job with this ticket stands. */
    public TurnOrder order(long ticket) {
        return new TurnOrder(pinned, turn, ticket);
    }
}
