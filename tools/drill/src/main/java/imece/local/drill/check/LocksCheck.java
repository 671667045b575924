package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.Map;

/** One GPU, one run at a time; spans come sorted by their beginning. */
final class LocksCheck implements Check {
    private final Findings findings;
    private final Map<String, Entry.Held> longest = new HashMap<>();

    LocksCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        if (entry instanceof Entry.Held held) {
            Entry.Held before = longest.get(held.gpu());
            if (before != null && held.from() < before.to()) {
                findings.add(
                        Promise.GPU_OVERLAP,
                        "%s: job %s on %s from %d to %d, job %s on %s from %d to %d"
                                .formatted(
                                        held.gpu(),
                                        before.job(),
                                        before.worker(),
                                        before.from(),
                                        before.to(),
                                        held.job(),
                                        held.worker(),
                                        held.from(),
                                        held.to()));
            }
            if (before == null || held.to() > before.to()) {
                longest.put(held.gpu(), held);
            }
        }
    }
}
