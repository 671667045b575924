package imece.gateway.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The turns of the jobs of one request, and what their account says after them. Pure.
 *
 * @param turns in the order of the jobs; they rise
 * @param after what the account is to say
 */
public record TurnGrants(List<JobTurn> turns, OwnerTurns after) {

    public TurnGrants {
        turns = List.copyOf(turns);
    }

    /**
     * Grants so many alike jobs their turns, one after the other.
     *
     * @param account whose account is charged
     * @param before what it says
     * @param first the first of the jobs; the others are asked for behind it
     * @param clock what the clock of their lane shows
     * @param clockBefore what that of the lane of the previous submit shows
     */
    public static TurnGrants of(
            UUID account, OwnerTurns before, TurnRequest first, int jobs, long clock, long clockBefore) {
        List<JobTurn> turns = new ArrayList<>(jobs);
        OwnerTurns now = before;
        TurnRequest request = first;
        long showed = clockBefore;
        for (int i = 0; i < jobs; i++) {
            TurnRequest.GrantedTurn granted = TurnPolicy.STANDARD.grant(now, request, clock, showed);
            turns.add(new JobTurn(
                    account, request.weight(), request.turnClass(), request.estimate(), granted.turn(), false));
            now = granted.owner();
            showed = clock;
            request = new TurnRequest(
                    request.lane(),
                    request.turnClass(),
                    request.weight(),
                    request.estimate(),
                    request.inLine() + request.weight().charged(request.estimate()),
                    OptionalLong.of(granted.turn()));
        }
        return new TurnGrants(turns, now);
    }
}
