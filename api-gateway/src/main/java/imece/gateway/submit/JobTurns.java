package imece.gateway.submit;

import imece.contract.LaneName;
import imece.contract.RenderSpec;
import imece.gateway.job.rows.LineOpening;
import imece.gateway.job.rows.LineOpening.LineQuestion;
import imece.gateway.submit.TurnPayers.ChargedAccount;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnGrants;
import imece.gateway.turn.TurnRequest;
import imece.gateway.turn.rows.RunEstimateBook;
import imece.gateway.workers.WorkerRegistry;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Gives the jobs of a request their turns, as the line and the live slots are. */
@Component
class JobTurns {

    private final WorkerRegistry workers;
    private final RunEstimateBook estimates;

    JobTurns(WorkerRegistry workers, RunEstimateBook estimates) {
        this.workers = workers;
        this.estimates = estimates;
    }

    /**
     * Their turns.
     *
     * @param spec of one of them; they take as long as each other
     */
    TurnGrants granted(LineQuestion question, LineOpening line, ChargedAccount payer, RenderSpec spec) {
        LaneName lane = LaneName.parse(question.lane());
        List<ServingSlot> serving =
                workers.liveSlots().stream().filter(slot -> slot.serves(lane)).toList();
        ShareWeight weight = payer.weight() == null ? line.weight() : payer.weight();
        TurnRequest first = new TurnRequest(
                lane,
                line.turnClass(),
                weight,
                estimates.runMillis(
                        lane.checkpoint(),
                        SizeClass.of(spec.steps(), (long) spec.width() * spec.height()),
                        serving.stream().map(slot -> slot.report().gpu().name()).toList()),
                line.inLine(),
                greatest(lane, serving, line.ownGreatest()));
        return TurnGrants.of(
                question.account(), line.account(), first, question.jobs(), line.clock(), line.clockBefore());
    }

    /** The greatest of an owner's own turns in lanes that one of these slots serves, too; where none is live, in the lane itself. */
    static OptionalLong greatest(LaneName lane, List<ServingSlot> serving, Map<String, Long> own) {
        return own.entrySet().stream()
                .filter(each -> {
                    LaneName other = LaneName.parse(each.getKey());
                    return other.equals(lane) || serving.stream().anyMatch(slot -> slot.serves(other));
                })
                .mapToLong(Map.Entry::getValue)
                .max();
    }
}
