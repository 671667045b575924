package imece.gateway.turn;

import imece.contract.LaneName;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Whose turn it is (decision 0093). Each owner has an account in GPU time, each lane a clock; a job's turn is where the work of
 * its owner ends on that clock. Slots take jobs by their turns, except that a job whose checkpoint a slot has loaded may go
 * before others within two bounds. Pure: what it is asked about is not changed.
 *
 * @param rules its numbers
 */
public record TurnPolicy(TurnRules rules) {

    /** That of a farm. */
    public static final TurnPolicy STANDARD = new TurnPolicy(TurnRules.STANDARD);

    /**
     * The turn of a job at submit. Idle owners save nothing up; what an owner owes is held against it only as far as it has
     * work in the line, and a little more.
     *
     * @param owner its owner's account
     * @param clock what the clock of the job's lane shows
     * @param clockBefore what the clock of the lane of the owner's previous submit shows; any number if there was none
     */
    public TurnRequest.GrantedTurn grant(OwnerTurns owner, TurnRequest request, long clock, long clockBefore) {
        long debt = owner.lane() == null ? 0 : Math.max(0, owner.nextTurn() - clockBefore);
        long start = clock + Math.min(debt, request.inLine() + rules.allowance());
        long end = start + request.weight().charged(request.estimate());
        // The bound by what waits already never enters the account: it would be paid twice.
        // A batch job whose owner's own work lies further behind the clock than the constant is put back no further.
        long inClass = Math.max(end, clock + request.turnClass().constant());
        long turn = Math.max(inClass, request.ownGreatest().orElse(Long.MIN_VALUE));
        return new TurnRequest.GrantedTurn(turn, new OwnerTurns(end, request.lane()));
    }

    /**
     * What is put right in the owner's account when a run or a job has ended, once for each job; in GPU-milliseconds.
     *
     * @param estimate what the job was charged for at submit, before its weight
     * @param weight the owner's weight at submit
     */
    public long correction(RunVerdict verdict, long estimate, ShareWeight weight) {
        return switch (verdict) {
            case RunVerdict.Measured measured ->
                Math.clamp(
                        weight.charged(measured.gpuMillis()) - weight.charged(estimate),
                        -rules.correction(),
                        rules.correction());
            case RunVerdict.Unspent unspent -> -weight.charged(estimate);
            case RunVerdict.BackInLine back -> 0;
        };
    }

    /**
     * The next job for one of these slots; empty if none of them can take any that waits. To fill all slots, take the pick and
     * ask again with the others.
     *
     * @param idle live slots that are free, or about to be
     * @param slotsOf how many live slots serve a lane, busy ones included
     */
    public Optional<TurnPick> next(
            WaitingLine line, Collection<TurnSlot> idle, ToIntFunction<LaneName> slotsOf, LoadTimes loads) {
        return idle.stream()
                .flatMap(slot -> line.least(slot.serves(), job -> takes(slot, job, slotsOf)).stream())
                .min(Comparator.comparing(WaitingJob::order))
                .map(head -> pick(head, line, idle, slotsOf, loads));
    }

    private TurnPick pick(
            WaitingJob head,
            WaitingLine line,
            Collection<TurnSlot> idle,
            ToIntFunction<LaneName> slotsOf,
            LoadTimes loads) {
        TurnSlot slot = idle.stream()
                .filter(each -> each.serves().test(head.lane()) && takes(each, head, slotsOf))
                .min(Comparator.comparing((TurnSlot each) -> cost(each, head.lane(), line))
                        .thenComparingLong(TurnSlot::lastUsed)
                        .thenComparing(each -> each.id().worker())
                        .thenComparing(each -> each.id().gpu()))
                .orElseThrow();
        if (slot.warmFor(head.lane())) {
            return new TurnPick.InTurn(head, slot);
        }
        Predicate<LaneName> warm = lane -> slot.serves().test(lane) && slot.warmFor(lane);
        return line.least(warm, job -> !job.runAlone() && takes(slot, job, slotsOf))
                .filter(job -> mayPass(job, head, slot, line, slotsOf, loads))
                .<TurnPick>map(job -> new TurnPick.BeforeTurn(job, slot, head))
                .orElseGet(() -> new TurnPick.InTurn(head, slot));
    }

    /** What loading on a slot loses, the least first. */
    private enum LoadCost {
        WARM,
        NOTHING_LOADED,
        LOADED_IN_VAIN,
        LOADED_FOR_OTHERS
    }

    private static LoadCost cost(TurnSlot slot, LaneName lane, WaitingLine line) {
        if (slot.warmFor(lane)) {
            return LoadCost.WARM;
        }
        String loaded = slot.checkpoint();
        if (loaded == null) {
            return LoadCost.NOTHING_LOADED;
        }
        return line.nobodyWaitsFor(loaded) ? LoadCost.LOADED_IN_VAIN : LoadCost.LOADED_FOR_OTHERS;
    }

    /** Whether everybody before the job may still let it past on this slot. */
    private boolean mayPass(
            WaitingJob job,
            WaitingJob head,
            TurnSlot slot,
            WaitingLine line,
            ToIntFunction<LaneName> slotsOf,
            LoadTimes loads) {
        long band = rules.band(loads.loadMillis(head.lane().checkpoint(), slot.gpuName()), line.usualRun());
        return line.keyedGroups(slot.serves()).allMatch(entry -> {
            JobGroup.GroupTraits key = entry.getKey();
            JobGroup group = entry.getValue();
            WaitingJob first = group.first(each -> true).orElseThrow();
            return first.order().compareTo(job.order()) >= 0
                    || (key.pinned() == job.order().pinned()
                            && job.order().turn()
                                    <= first.order().turn() + key.weight().charged(band)
                            && group.greatestLetPast(job.order()) < rules.patience() * slotsOf.applyAsInt(key.lane()));
        });
    }

    /** A slot leaves alone what should avoid it, as long as another one could take that. */
    private static boolean takes(TurnSlot slot, WaitingJob job, ToIntFunction<LaneName> slotsOf) {
        return !slot.id().equals(job.avoid()) || slotsOf.applyAsInt(job.lane()) <= 1;
    }
}
