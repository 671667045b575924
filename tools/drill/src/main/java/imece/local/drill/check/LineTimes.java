package imece.local.drill.check;

import imece.local.drill.history.Entry.Change;
import imece.local.drill.history.Entry.Load;
import imece.local.drill.history.Entry.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** What rows say of the line, over time: who waited when, and who was dispatched. */
final class LineTimes {
    /** From so many failures on, a job waits to be cleared or to end. */
    private static final int ON_TRIAL = 3;

    private static final Set<String> WAITING = Set.of("queued", "dispatched");

    private final Map<UUID, List<Stay>> stays = new HashMap<>();
    private final List<Change> dispatches = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();

    /** A row between two changes. */
    private record Stay(Change since, long until) {
        boolean in(long from, long to) {
            return since.at() <= to && until >= from;
        }

        boolean waits() {
            return WAITING.contains(since.status());
        }

        boolean pausesIn(long from, long to) {
            boolean onTrial = since.failures() >= ON_TRIAL;
            Long notBefore = since.notBefore();
            return since.status().equals("queued")
                    && in(from, to)
                    && (onTrial || (notBefore != null && notBefore >= from));
        }
    }

    /** The next change of one. */
    void add(Change change) {
        List<Stay> all = stays.computeIfAbsent(change.job(), first -> new ArrayList<>());
        if (!all.isEmpty()) {
            all.add(new Stay(all.removeLast().since(), change.at()));
        }
        all.add(new Stay(change, Long.MAX_VALUE));
        if (change.status().equals("dispatched") && change.from().equals("queued")) {
            dispatches.add(change);
        }
    }

    /** A run began to load. */
    void add(Load load) {
        loads.add(load);
    }

    /** Where a job stands; empty if no row tells. */
    Optional<Turn> turn(UUID job) {
        return Optional.ofNullable(stays.get(job))
                .map(all -> all.getLast().since().turn());
    }

    /** How many others waited at any moment of this time. */
    int othersWaiting(UUID job, long from, long to) {
        return Math.toIntExact(stays.entrySet().stream()
                .filter(each -> !each.getKey().equals(job))
                .filter(each -> each.getValue().stream().anyMatch(stay -> stay.waits() && stay.in(from, to)))
                .count());
    }

    /** Whether it paused before another try at any moment of this time. */
    boolean paused(UUID job, long from, long to) {
        return any(job, stay -> stay.pausesIn(from, to));
    }

    /** Whether it had to be drawn alone at any moment of this time. */
    boolean alone(UUID job, long from, long to) {
        return any(job, stay -> stay.in(from, to) && stay.since().turn().alone());
    }

    /**
     * Whether a job with a later place in the line was handed out after this one had joined, up to this moment. It counts also
     * what went first while this one was out of the line, since that is kept for all who had joined by then.
     */
    boolean letPast(UUID job, long to) {
        List<Stay> mine = stays.getOrDefault(job, List.of());
        return dispatches.stream()
                .filter(other -> other.at() <= to && !other.job().equals(job))
                .anyMatch(other -> mine.stream()
                        .anyMatch(stay -> stay.in(other.at(), other.at()) && standsBefore(stay.since(), other)));
    }

    /** Whether another job's run began to load and counted on at any moment of this time. */
    boolean loaded(UUID job, long from, long to) {
        return loads.stream()
                .filter(load -> load.at() <= to && !load.job().equals(job))
                .anyMatch(load -> any(
                        load.job(),
                        stay -> stay.since().status().equals("processing")
                                && stay.in(load.at(), load.at())
                                && stay.until() >= from));
    }

    private boolean any(UUID job, Predicate<Stay> which) {
        return stays.getOrDefault(job, List.of()).stream().anyMatch(which);
    }

    /** By the order of turns: what an operator moved to the front, then the lower turn, then the lower ticket. */
    static boolean standsBefore(Change one, Change other) {
        int front = Boolean.compare(other.turn().pinned(), one.turn().pinned());
        int turn = Long.compare(one.turn().number(), other.turn().number());
        int order = front != 0 ? front : turn;
        return order != 0 ? order < 0 : one.ticket() < other.ticket();
    }
}
