package imece.local.drill.check;

import imece.local.drill.history.Entry;
import imece.local.drill.history.Entry.Change;
import imece.local.drill.history.Entry.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whenever a job is handed out, no more jobs of its lane lie with the broker than slots assigned to that lane have seats; and
 * whoever hands it out is the last who was given the lead. Which slots are assigned is known from the rows of what was handed
 * out, and from heartbeats, whose orders may be on their way. A job that a slot has in hand lies with the broker no more, also if
 * its row does not say so yet, since events may be late. A job whose slot may have been lost since is not counted: it lies
 * there until another slot is sent to its lane. Whether a seat is about to be free cannot be told from what a drill sees: runs
 * take less than the two seconds within which it may be counted on.
 */
final class SeatsCheck implements Check {
    private static final String DISPATCHED = "dispatched";

    /** An order is said again each second until a heartbeat, each two seconds, shows it. */
    private static final long ORDERED_BY_NOW = 10_000;

    /** A gateway may hear a slot sooner than the drill does. */
    private static final long HEARD_BEFORE = 1_000;

    private final Findings findings;
    private final SlotTimes slots = new SlotTimes();
    private final Map<UUID, Change> handed = new HashMap<>();
    private final List<Sending> sendings = new ArrayList<>();
    private final Map<String, String> laneOf = new HashMap<>();
    private long term;

    /** A slot was sent to a lane, as the row of a job says that was handed out for it. */
    private record Sending(long at, String slot, String lane) {}

    SeatsCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Heard heard -> slots.add(heard);
            case Change change -> {
                if (!change.status().equals(DISPATCHED)) {
                    handed.remove(change.job());
                } else if (!change.from().equals(DISPATCHED)) {
                    handOut(change);
                }
            }
            default -> {}
        }
    }

    private void handOut(Change change) {
        Turn turn = change.turn();
        handed.put(change.job(), change);
        String slot = turn.slot();
        Long by = turn.term();
        if (slot == null || by == null) {
            findings.add(Promise.OVER_DISPATCHED, "job %s was handed out for no slot".formatted(change.job()));
            return;
        }
        if (by < term) {
            findings.add(
                    Promise.LEAD_OVER,
                    "job %s was handed out in term %d, after term %d had begun".formatted(change.job(), by, term));
        }
        term = Math.max(term, by);
        laneOf.put(slot, turn.lane());
        sendings.add(new Sending(change.at(), slot, turn.lane()));
        count(turn.lane(), change.at());
    }

    private void count(String lane, long now) {
        List<UUID> lying = handed.values().stream()
                .filter(each -> each.turn().lane().equals(lane))
                .filter(each -> !slots.inHand(each.job(), each.at(), now + HEARD_BEFORE))
                .filter(each -> !mayHaveLostItsSlot(each, now))
                .map(Change::job)
                .toList();
        Set<String> assigned = new HashSet<>(slots.assigned(lane, now - ORDERED_BY_NOW, now));
        laneOf.forEach((slot, at) -> {
            if (at.equals(lane)) {
                assigned.add(slot);
            }
        });
        int seats = assigned.stream().mapToInt(slots::seats).sum();
        if (lying.size() > seats) {
            findings.add(
                    Promise.OVER_DISPATCHED,
                    "%d jobs of lane %s lay with the broker at %d, for %d seats of %s: %s"
                            .formatted(lying.size(), lane, now, seats, assigned, lying));
        }
    }

    /** Any slot may take any job of its lane, so each that was sent there since counts. */
    private boolean mayHaveLostItsSlot(Change job, long now) {
        Set<String> there = new HashSet<>(slots.assigned(job.turn().lane(), job.at(), now));
        sendings.stream()
                .filter(sending -> sending.lane().equals(job.turn().lane()))
                .map(Sending::slot)
                .forEach(there::add);
        // What was handed out just now can have lost nothing yet.
        return job.at() < now && there.stream().anyMatch(slot -> slots.mayBeLost(slot, job.at(), now));
    }
}
