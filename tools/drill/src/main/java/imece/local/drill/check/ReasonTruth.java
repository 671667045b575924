package imece.local.drill.check;

import imece.local.drill.history.Entry;
import imece.local.drill.history.Entry.Turn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whether what people were told of why they wait can have been so. What is told may be some seconds old, and older if a fault
 * kept a gateway from knowing better: so a claim is wrong if it was true at no moment of that time. The numbers of GPU time, of
 * people and of slots that go with a reason cannot be falsified from what a drill sees, nor can the end of a pause.
 */
final class ReasonTruth {
    /** So old is what is told at most where nothing hinders it: readings of the line, of pauses and of the broker, and a frame. */
    private static final long LATE = 10_000;

    /** A gateway that has just begun to listen says of no lane that nobody serves it. */
    private static final long ALL_HEARD = 8_000;

    private static final Set<String> HELD = Set.of("blocked", "waiting-for-gpu");

    private final LineTimes line = new LineTimes();
    private final SlotTimes slots = new SlotTimes();
    private final PauseTimes pauses = new PauseTimes();
    private final Hindrances hindrances = new Hindrances(List.of(
            "gateway-", "leader-frozen", "killed-at ", "frozen-at ", "door-", "database-", "broker-", "confirms-lost"));

    /** What may part a gateway from its broker. */
    private final Hindrances broker = new Hindrances(List.of(
            "gateway-",
            "leader-frozen",
            "killed-at ",
            "frozen-at ",
            "broker-",
            "confirms-lost",
            "connection-closed",
            "channel-closed"));

    /**
     * That somebody was told this.
     *
     * @param gateway by whom
     * @param reason empty: nothing was told of why
     * @param jobs so many stand before it
     * @param fresh whether it was told when it was so, and not only had been asked for
     * @param words the same for people
     */
    record Claim(
            long at,
            String gateway,
            UUID job,
            Optional<Reason> reason,
            int jobs,
            String sentence,
            boolean fresh,
            String words) {}

    /** The next entry of the history. */
    void see(Entry entry) {
        hindrances.see(entry);
        broker.see(entry);
        switch (entry) {
            case Entry.Heard heard -> slots.add(heard);
            case Entry.LinePause pause -> pauses.add(pause);
            case Entry.Change change -> line.add(change);
            case Entry.Load load -> line.add(load);
            default -> {}
        }
    }

    /** What contradicts a claim, in words; empty if nothing does. For when the history is over. */
    Optional<String> wrong(Claim claim) {
        Optional<Turn> turn = line.turn(claim.job());
        if (turn.isEmpty()) {
            return Optional.empty();
        }
        String lane = turn.get().lane();
        long since = hindrances.since(claim.gateway(), claim.at(), LATE);
        Optional<String> silence = notToldOfPause(claim, lane);
        return silence.isPresent() || claim.reason().isEmpty()
                ? silence
                : wrong(claim.reason().get(), claim, lane, since);
    }

    private Optional<String> wrong(Reason reason, Claim claim, String lane, long since) {
        UUID job = claim.job();
        long at = claim.at();
        return switch (reason) {
            case AHEAD_IN_TURN -> {
                int others = line.othersWaiting(job, since, at);
                yield unless(claim.jobs() <= others, "only %d others waited".formatted(others));
            }
            case LET_PAST -> unless(line.letPast(job, at), "nobody behind it had gone first");
            case LOADING_ELSEWHERE -> unless(line.loaded(job, since, at), "no run loaded a checkpoint");
            case NO_SLOT_OFFERS ->
                unless(
                        broker.any(claim.gateway(), since - ALL_HEARD, at)
                                || !slots.offeredThroughout(lane, since - ALL_HEARD, at),
                        "a slot of lane %s was heard all the time".formatted(lane));
            case GPU_HELD_BY_ANOTHER_PROGRAM ->
                unless(
                        !slots.listened(since, at) || slots.said(lane, HELD, since, at),
                        "no slot of lane %s waited for its GPU".formatted(lane));
            case BACKING_OFF -> unless(line.paused(job, since, at), "it did not pause");
            case MUST_RUN_ALONE -> unless(line.alone(job, since, at), "it was to run like all others");
            case PAUSED ->
                unless(pauses.said(lane, claim.sentence(), since, at), "no operator had said that of lane " + lane);
            case BROKER_AWAY -> unless(broker.any(claim.gateway(), since, at), "nothing had befallen the broker");
        };
    }

    /** An operator's pause comes before all that concerns a single job; only a broker that is away comes before it. */
    private Optional<String> notToldOfPause(Claim claim, String lane) {
        boolean other = claim.reason()
                .filter(reason -> reason == Reason.PAUSED || reason == Reason.BROKER_AWAY)
                .isEmpty();
        long since = hindrances.since(claim.gateway(), claim.at(), LATE / 2);
        return unless(
                !(claim.fresh() && other && pauses.throughout(lane, since, claim.at())),
                "lane %s paused".formatted(lane));
    }

    private static Optional<String> unless(boolean borneOut, String words) {
        return borneOut ? Optional.empty() : Optional.of(words);
    }
}
