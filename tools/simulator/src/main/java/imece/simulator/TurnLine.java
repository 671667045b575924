package imece.simulator;

import imece.contract.LaneName;
import imece.gateway.turn.LaneClocks;
import imece.gateway.turn.OwnerTurns;
import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.TurnPick;
import imece.gateway.turn.TurnPolicy;
import imece.gateway.turn.TurnRequest;
import imece.gateway.turn.TurnRules;
import imece.gateway.turn.TurnSlot;
import imece.gateway.turn.WaitingJob;
import imece.gateway.turn.WaitingLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The farm's own policy, with what a farm keeps in rows: accounts, clocks, turns. */
final class TurnLine implements LinePolicy {

    private final TurnPolicy policy;
    private final RunEstimates estimates;
    private final Payers payers;
    private final WaitingLine line = new WaitingLine();
    private final LaneClocks clocks = new LaneClocks();
    private final Map<String, AccountInLine> accounts = new HashMap<>();
    private final Map<Long, Charged> live = new HashMap<>();
    private final Map<LaneName, Set<String>> servers = new HashMap<>();
    private List<TurnSlot> slots = List.of();
    private final Map<Long, Long> letPast = new HashMap<>();
    private @Nullable TurnPick last;

    /** What an owner has in the line. */
    private static final class AccountInLine {
        private OwnerTurns turns = OwnerTurns.NONE;
        private long charged;
        private final Map<Long, WaitingJob> waiting = new HashMap<>();
    }

    private record Charged(SimulatedJob job, WaitingJob waiting, AccountInLine account) {}

    TurnLine() {
        this(TurnRules.STANDARD);
    }

    TurnLine(TurnRules rules) {
        this(rules, new RunEstimates(), false);
    }

    /**
     * One that has learnt before, or that may be behind a proxy which hides addresses.
     *
     * @param addressesHidden see {@link imece.gateway.turn.TurnPayer#ofVisitor}
     */
    TurnLine(TurnRules rules, RunEstimates estimates, boolean addressesHidden) {
        this.estimates = estimates;
        this.payers = new Payers(addressesHidden);
        this.policy = new TurnPolicy(rules);
    }

    @Override
    public void submitted(SimulatedJob job, long now) {
        Request request = job.request;
        Payers.Paid paid = payers.submitted(request);
        ShareWeight weight = paid.weight();
        AccountInLine account = accounts.computeIfAbsent(paid.account(), name -> new AccountInLine());
        long estimate = estimates.runMillis(
                request.lane().checkpoint(),
                request.size(),
                slots.stream()
                        .filter(slot -> slot.serves().test(request.lane()))
                        .map(TurnSlot::gpuName)
                        .toList());
        OptionalLong leastClock = line.leastClock();
        TurnRequest.GrantedTurn granted = policy.grant(
                account.turns,
                new TurnRequest(
                        request.lane(),
                        request.turnClass(),
                        weight,
                        estimate,
                        account.charged,
                        ownGreatest(account, request)),
                clocks.of(request.lane(), leastClock),
                account.turns.lane() == null ? 0 : clocks.of(account.turns.lane(), leastClock));
        account.turns = granted.owner();
        account.charged += weight.charged(estimate);
        WaitingJob waiting = new WaitingJob(
                new TurnOrder(false, granted.turn(), job.ticket),
                request.lane(),
                request.turnClass(),
                weight,
                estimate);
        live.put(job.ticket, new Charged(job, waiting, account));
        account.waiting.put(job.ticket, waiting);
        line.add(waiting);
    }

    private OptionalLong ownGreatest(AccountInLine account, Request request) {
        Set<String> own = serving(request.lane());
        return account.waiting.values().stream()
                .filter(job -> job.turnClass() == request.turnClass())
                .filter(job ->
                        job.lane().equals(request.lane()) || serving(job.lane()).equals(own))
                .mapToLong(job -> job.order().turn())
                .max();
    }

    private Set<String> serving(LaneName lane) {
        return servers.computeIfAbsent(
                lane,
                name -> slots.stream()
                        .filter(slot -> slot.serves().test(name))
                        .map(slot -> slot.id().gpu())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Optional<Assignment> next(List<TurnSlot> idle, long now) {
        Optional<TurnPick> pick = policy.next(line, idle, lane -> serving(lane).size(), estimates);
        return pick.map(taken -> {
            letPast.put(taken.job().order().ticket(), line.letPast(taken.job()));
            line.take(taken);
            clocks.follow(taken);
            last = taken;
            Charged charged =
                    Objects.requireNonNull(live.get(taken.job().order().ticket()));
            charged.account().waiting.remove(charged.job().ticket);
            return new Assignment(charged.job(), taken.slot());
        });
    }

    @Override
    public void ended(SimulatedJob job, RunVerdict verdict, String gpuName) {
        Charged charged = Objects.requireNonNull(live.get(job.ticket));
        AccountInLine account = charged.account();
        WaitingJob waiting = charged.waiting();
        account.turns = account.turns.corrected(policy.correction(verdict, waiting.estimate(), waiting.weight()));
        switch (verdict) {
            case RunVerdict.Measured measured -> {
                String checkpoint = job.request.lane().checkpoint();
                estimates.ranFor(checkpoint, job.request.size(), gpuName, measured.gpuMillis());
                if (job.loaded && job.fate == SimulatedJob.Fate.DONE) {
                    estimates.loadedFor(checkpoint, gpuName, job.ended - job.began - measured.gpuMillis());
                }
                over(charged, account);
            }
            case RunVerdict.Unspent unspent -> over(charged, account);
            case RunVerdict.BackInLine back -> {
                line.add(waiting, letPast.getOrDefault(job.ticket, 0L));
                account.waiting.put(job.ticket, waiting);
            }
        }
    }

    private void over(Charged charged, AccountInLine account) {
        live.remove(charged.job().ticket);
        payers.over(charged.job().request);
        letPast.remove(charged.job().ticket);
        account.charged -= charged.waiting().weight().charged(charged.waiting().estimate());
    }

    @Override
    public void cancelled(SimulatedJob job) {
        line.remove(job.ticket);
        Charged charged = Objects.requireNonNull(live.get(job.ticket));
        charged.account().waiting.remove(job.ticket);
        ended(job, new RunVerdict.Unspent(), "");
    }

    @Override
    public void live(List<TurnSlot> now) {
        slots = new ArrayList<>(now);
        servers.clear();
    }

    /** The line as it stands. */
    WaitingLine line() {
        return line;
    }

    /** What decides. */
    TurnPolicy policy() {
        return policy;
    }

    /** The clocks as they stand. */
    LaneClocks clocks() {
        return clocks;
    }

    /** What has been learnt so far. */
    RunEstimates estimates() {
        return estimates;
    }

    /** The job as the policy sees it, until it is over. */
    Optional<WaitingJob> asWaiting(SimulatedJob job) {
        return Optional.ofNullable(live.get(job.ticket)).map(Charged::waiting);
    }

    /** How many live slots serve a lane. */
    int slotsOf(LaneName lane) {
        return serving(lane).size();
    }

    /** What was picked last. */
    Optional<TurnPick> lastPick() {
        return Optional.ofNullable(last);
    }
}
