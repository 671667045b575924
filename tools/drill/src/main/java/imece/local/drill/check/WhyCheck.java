package imece.local.drill.check;

import imece.local.drill.check.ReasonTruth.Claim;
import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Why people wait, as they were told: no position rises without a reason, who stands behind others is told how many they are,
 * and what a reason says was so, by rows, heartbeats, and what operators and faults did. Positions are compared between frames
 * of positions alone, since those of one socket come from the readings of one gateway.
 */
final class WhyCheck implements Check {
    /** Of what one job is told over and over, one claim in so many milliseconds is looked at. */
    private static final long ONE_IN = 2_000;

    private final Findings findings;
    private final ReasonTruth truth = new ReasonTruth();
    private final Map<String, Map<UUID, Integer>> last = new HashMap<>();
    private final Set<String> kept = new HashSet<>();
    private final Set<Claim> claims = new LinkedHashSet<>();

    WhyCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        truth.see(entry);
        switch (entry) {
            case Entry.Reloaded reloaded -> last.remove(reloaded.client());
            case Entry.Frame frame -> {
                if (!frame.status().isEmpty()) {
                    last.getOrDefault(frame.client(), new HashMap<>()).remove(frame.job());
                }
            }
            case Entry.Stood stood -> stands(stood);
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

    /** What a frame alone shows to be wrong; what it takes more to know is kept for the end. */
    private void reason(Entry.Stood stood) {
        Optional<Reason> reason = Reason.of(stood.reason());
        int ahead = stood.position() - 1;
        boolean unknown = reason.isEmpty() && !stood.reason().isEmpty();
        boolean nothingSaid = stood.reason().isEmpty() && ahead > 0;
        boolean behindOthers = reason.filter(Reason::ofTheNext).isPresent() && ahead > 0;
        Integer jobs = stood.jobs();
        // Where nobody is connected, there is no position that the jobs could be compared with.
        boolean miscounted =
                reason.equals(Optional.of(Reason.AHEAD_IN_TURN)) && (jobs == null || (ahead >= 0 && jobs != ahead));
        if (unknown || nothingSaid || behindOthers || miscounted) {
            findings.add(Promise.REASON_WRONG, words(stood));
        } else if (!stood.client().endsWith("-slow")) {
            // Who reads slowly reads what was true some time ago; nobody knows how long.
            keep(stood, reason);
        }
    }

    private void keep(Entry.Stood stood, Optional<Reason> reason) {
        String same = stood.job() + stood.reason() + stood.sentence() + stood.at() / ONE_IN;
        if (kept.add(same)) {
            boolean fresh = !stood.how().equals("fetched");
            Integer jobs = stood.jobs();
            claims.add(new Claim(
                    stood.at(),
                    stood.gateway(),
                    stood.job(),
                    reason,
                    jobs == null ? 0 : jobs,
                    stood.sentence(),
                    fresh,
                    words(stood)));
        }
    }

    private static String words(Entry.Stood stood) {
        return "%s: job %s at position %d was told '%s' (jobs: %s, sentence: '%s') at %d by a frame '%s'"
                .formatted(
                        stood.client(),
                        stood.job(),
                        stood.position(),
                        stood.reason(),
                        stood.jobs(),
                        stood.sentence(),
                        stood.at(),
                        stood.how());
    }

    @Override
    public void end() {
        for (Claim claim : claims) {
            truth.wrong(claim).ifPresent(why -> findings.add(Promise.REASON_WRONG, claim.words() + ", but " + why));
        }
    }
}
