package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What rows went through: each version above the last, over once and for all, and no run that counts twice. */
final class RowsCheck implements Check {
    private final Findings findings;
    private final Map<UUID, Life> lives = new HashMap<>();

    private static final class Life {
        long version;
        long epoch;
        int attempt;
        int completed;
        String run = "";
        final Set<String> earlier = new HashSet<>();
    }

    RowsCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Change change -> changed(change);
            case Entry.Row row -> {
                if (!FramesCheck.OVER.contains(row.status())) {
                    findings.add(Promise.STUCK, "job %s is still %s".formatted(row.job(), row.status()));
                }
            }
            default -> {}
        }
    }

    private void changed(Entry.Change change) {
        Life life = lives.computeIfAbsent(change.job(), first -> new Life());
        String words = "job %s, %s version %d epoch %d to %s version %d epoch %d"
                .formatted(
                        change.job(),
                        change.from(),
                        change.versionBefore(),
                        change.epochBefore(),
                        change.status(),
                        change.version(),
                        change.epoch());
        if (change.version() <= life.version || change.epoch() < life.epoch || change.attempt() < life.attempt) {
            findings.add(Promise.VERSION_LOWERED, words);
        }
        if (FramesCheck.OVER.contains(change.from()) && !change.status().equals(change.from())) {
            findings.add(Promise.TERMINAL_LEFT, words);
        }
        if (change.status().equals("complete") && !change.from().equals("complete") && ++life.completed > 1) {
            findings.add(Promise.DOUBLE_COMPLETE, words);
        }
        runs(change, life, words);
        life.version = change.version();
        life.epoch = change.epoch();
        life.attempt = change.attempt();
    }

    /** A run counts from its start to its end; once another one or none counted, it never does again. */
    private void runs(Entry.Change change, Life life, String words) {
        String run = change.run() == null ? "" : change.run().toString();
        if (!run.equals(life.run) || change.attempt() > life.attempt) {
            if (!life.run.isEmpty()) {
                life.earlier.add(life.run);
            }
            if (life.earlier.contains(run)) {
                findings.add(Promise.RUN_REVIVED, words + ", by run " + run + " that had been over");
            }
        }
        life.run = run;
    }
}
