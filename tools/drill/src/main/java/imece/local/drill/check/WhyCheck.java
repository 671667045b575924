package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Why people wait, as they were told: no position rises without a reason, who stands behind others is told how many they are,
 * and who is said to pause before another try has a row that says so, too. Positions are compared between frames of positions
 * alone, since those of one socket come from the readings of one gateway.
 */
final class WhyCheck implements Check {

    /** From so many failures on, a job waits to be cleared or to end. */
    private static final int ON_TRIAL = 3;

    private final Findings findings;
    private final Map<String, Map<UUID, Integer>> last = new HashMap<>();
    private final Map<UUID, String> saidToPause = new HashMap<>();
    private final Set<UUID> paused = new HashSet<>();

    WhyCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Reloaded reloaded -> last.remove(reloaded.client());
            case Entry.Frame frame -> {
                if (!frame.status().isEmpty()) {
                    last.getOrDefault(frame.client(), new HashMap<>()).remove(frame.job());
                }
            }
            case Entry.Stood stood -> stands(stood);
            case Entry.Change change -> {
                if (change.notBefore() != null || change.failures() >= ON_TRIAL) {
                    paused.add(change.job());
                }
            }
            default -> {}
        }
    }

    private void stands(Entry.Stood stood) {
        reason(stood);
        if (!stood.how().equals("positions")) {
            return;
        }
        Map<UUID, Integer> positions = last.computeIfAbsent(stood.client(), first -> new HashMap<>());
        Integer before = positions.put(stood.job(), stood.position());
        if (before != null
                && before > 0
                && stood.position() > before
                && stood.roseBecause().isEmpty()) {
            findings.add(
                    Promise.POSITION_ROSE,
                    "%s: job %s stood at %d, then at %d, and nothing was said of it"
                            .formatted(stood.client(), stood.job(), before, stood.position()));
        }
    }

    private void reason(Entry.Stood stood) {
        int ahead = stood.position() - 1;
        Integer jobs = stood.jobs();
        String words = "%s: job %s at position %d was told %s (%s)"
                .formatted(stood.client(), stood.job(), stood.position(), stood.reason(), jobs);
        if (stood.reason().isEmpty() && ahead > 0) {
            findings.add(Promise.REASON_WRONG, words);
        }
        if (stood.reason().equals("ahead-in-turn") && (jobs == null || jobs != ahead)) {
            findings.add(Promise.REASON_WRONG, words);
        }
        if (stood.reason().equals("backing-off")) {
            saidToPause.putIfAbsent(stood.job(), words);
        }
    }

    @Override
    public void end() {
        saidToPause.forEach((job, words) -> {
            if (!paused.contains(job)) {
                findings.add(Promise.REASON_WRONG, words);
            }
        });
    }
}
