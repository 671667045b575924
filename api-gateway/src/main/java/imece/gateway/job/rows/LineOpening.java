package imece.gateway.job.rows;

import imece.gateway.turn.OwnerTurns;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The line as jobs find it that are about to join. Whoever has it holds the account that pays for them until the transaction
 * ends.
 *
 * @param account what the account says
 * @param weight what the operator has given to the owner of the account; 1 for an address
 * @param turnClass that of the jobs
 * @param clock what the clock of their lane shows
 * @param clockBefore what that of the lane of the account's last submit shows
 * @param inLine what the account's jobs that are not over are charged together, in GPU-milliseconds
 * @param ownGreatest of each lane in which jobs of this owner or account and this class wait, their greatest turn
 * @param waitingOfOwner how many jobs of the owner wait
 * @param tickets theirs, in their order
 * @param at when, by the database's clock
 */
public record LineOpening(
        OwnerTurns account,
        ShareWeight weight,
        TurnClass turnClass,
        long clock,
        long clockBefore,
        long inLine,
        Map<String, Long> ownGreatest,
        long waitingOfOwner,
        List<Long> tickets,
        Instant at) {

    public LineOpening {
        ownGreatest = Map.copyOf(ownGreatest);
        tickets = List.copyOf(tickets);
    }

    /**
     * What is asked of the line before jobs join it.
     *
     * @param account that pays
     * @param address from which a visitor asks that pays alone; null for everybody else
     * @param owner whose jobs they will be
     * @param key the row of the key that they are asked for by; null = by none
     * @param lane where they will wait
     * @param turnClass that they are to have; null = the key's, else interactive
     * @param jobs how many
     */
    public record LineQuestion(
            UUID account,
            @Nullable UUID address,
            UUID owner,
            @Nullable UUID key,
            String lane,
            @Nullable TurnClass turnClass,
            int jobs) {}
}
