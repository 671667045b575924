package imece.gateway.job;

import imece.gateway.job.Decision.RunChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The list of runs of the {@link World}, and what is asked of it. */
final class WorldRuns {

    private final Map<UUID, Entry> runs = new HashMap<>();

    private static final class Entry {
        private final UUID job;
        private final UUID instance;
        private boolean open = true;
        private LossCharge charge = LossCharge.NONE;

        Entry(UUID job, UUID instance) {
            this.job = job;
            this.instance = instance;
        }
    }

    /** Is told what is taken back. */
    interface Refund {
        void of(UUID job, UUID run, LossCharge charge);
    }

    void write(RunChange entry) {
        switch (entry) {
            case RunChange.Began began ->
                runs.put(
                        began.run().runId(),
                        new Entry(began.run().jobId(), began.slot().instance()));
            case RunChange.Ended ended -> {
                Entry run = Objects.requireNonNull(runs.get(ended.runId()), "an end belongs to a start");
                run.open = false;
                run.charge = ended.charge();
            }
            case RunChange.Refunded refunded -> {}
        }
    }

    boolean lostWithOthers(UUID job, UUID instance) {
        return runs.values().stream()
                .anyMatch(other -> other.instance.equals(instance)
                        && !other.job.equals(job)
                        && (other.open || other.charge != LossCharge.NONE));
    }

    void refund(UUID instance, Refund refund) {
        runs.forEach((id, run) -> {
            if (run.charge != LossCharge.NONE && run.instance.equals(instance)) {
                refund.of(run.job, id, run.charge);
                run.charge = LossCharge.NONE;
            }
        });
    }
}
