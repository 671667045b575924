package imece.gateway.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The list of runs of the {@link World}, and what is asked of it. */
final class WorldLedger {

    private final Map<UUID, Entry> runs = new HashMap<>();

    private static final class Entry {
        private final UUID job;
        private final UUID instance;
        private boolean open = true;
        private Blame blame = Blame.NONE;

        Entry(UUID job, UUID instance) {
            this.job = job;
            this.instance = instance;
        }
    }

    /** Is told what is taken back. */
    interface Forgiving {
        void of(UUID job, UUID run, Blame blame);
    }

    void write(LedgerEntry entry) {
        switch (entry) {
            case LedgerEntry.Began began ->
                runs.put(
                        began.run().runId(),
                        new Entry(began.run().jobId(), began.slot().instance()));
            case LedgerEntry.Ended ended -> {
                Entry run = Objects.requireNonNull(runs.get(ended.runId()), "an end belongs to a start");
                run.open = false;
                run.blame = ended.blame();
            }
            case LedgerEntry.Forgiven forgiven -> {}
        }
    }

    boolean lostWithOthers(UUID job, UUID instance) {
        return runs.values().stream()
                .anyMatch(other -> other.instance.equals(instance)
                        && !other.job.equals(job)
                        && (other.open || other.blame != Blame.NONE));
    }

    void forgive(UUID instance, Forgiving forgiving) {
        runs.forEach((id, run) -> {
            if (run.blame != Blame.NONE && run.instance.equals(instance)) {
                forgiving.of(run.job, id, run.blame);
                run.blame = Blame.NONE;
            }
        });
    }
}
