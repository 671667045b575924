package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What was promised by a 202: a row for each job, of the one who asked, and the same jobs for the same key. */
final class AnswersCheck implements Check {
    private final Findings findings;
    private final Map<UUID, String> askedBy = new HashMap<>();
    private final Map<String, List<UUID>> byKey = new HashMap<>();
    private final Map<String, UUID> owners = new HashMap<>();
    private final Set<UUID> rows = new HashSet<>();
    private final Map<UUID, UUID> ownerOf = new HashMap<>();

    AnswersCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Answered answered -> accepted(answered);
            case Entry.Gone gone -> askedBy.values().removeIf(gone.user()::equals);
            case Entry.Row row -> {
                rows.add(row.job());
                ownerOf.put(row.job(), row.owner());
            }
            default -> {}
        }
    }

    private void accepted(Entry.Answered answered) {
        if (answered.status() != 202) {
            return;
        }
        answered.jobs().forEach(job -> askedBy.put(job, answered.user()));
        if (!answered.key().isEmpty()) {
            List<UUID> before = byKey.putIfAbsent(answered.key(), answered.jobs());
            if (before != null && !before.equals(answered.jobs())) {
                findings.add(
                        Promise.DOUBLE_SUBMIT,
                        "key %s was answered with %s and with %s".formatted(answered.key(), before, answered.jobs()));
            }
        }
    }

    @Override
    public void end() {
        askedBy.forEach((job, user) -> {
            if (!rows.contains(job)) {
                findings.add(Promise.LOST, "job %s was accepted for %s and has no row".formatted(job, user));
                return;
            }
            UUID owner = ownerOf.get(job);
            UUID known = owners.putIfAbsent(user, owner);
            if (known != null && !known.equals(owner)) {
                findings.add(
                        Promise.FOREIGN,
                        "job %s was accepted for %s, its row is another visitor's".formatted(job, user));
            }
        });
    }
}
