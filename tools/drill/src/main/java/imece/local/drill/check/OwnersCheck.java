package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Everybody hears of their own jobs only. */
final class OwnersCheck implements Check {
    private final Findings findings;
    private final Map<String, String> userOf = new HashMap<>();
    private final Map<String, Set<UUID>> heardOf = new HashMap<>();
    private final Map<UUID, UUID> ownerOf = new HashMap<>();
    private final Map<String, UUID> asked = new HashMap<>();

    OwnersCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Watching watching -> userOf.put(watching.client(), watching.user());
            case Entry.Frame frame ->
                heardOf.computeIfAbsent(userOf.getOrDefault(frame.client(), frame.client()), first -> new HashSet<>())
                        .add(frame.job());
            case Entry.Answered answered -> answered.jobs().forEach(job -> asked.putIfAbsent(answered.user(), job));
            case Entry.Gone gone -> {
                heardOf.remove(gone.user());
                asked.remove(gone.user());
            }
            case Entry.Peeked peeked -> {
                // Whose session or key ends in that moment is shown nothing, either.
                if (peeked.status() < 500 && peeked.status() != 404 && peeked.status() != 401) {
                    findings.add(
                            Promise.FOREIGN,
                            "%s asked for somebody else's job %s and was answered %d"
                                    .formatted(peeked.user(), peeked.job(), peeked.status()));
                }
            }
            case Entry.Row row -> ownerOf.put(row.job(), row.owner());
            default -> {}
        }
    }

    @Override
    public void end() {
        heardOf.forEach((user, jobs) -> {
            UUID own = asked.containsKey(user) ? ownerOf.get(asked.get(user)) : null;
            for (UUID job : jobs) {
                if (own == null || !own.equals(ownerOf.get(job))) {
                    findings.add(
                            Promise.FOREIGN, "%s was told about job %s of %s".formatted(user, job, ownerOf.get(job)));
                }
            }
        });
    }
}
