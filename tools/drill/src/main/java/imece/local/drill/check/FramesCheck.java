package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What browsers were told: never older after newer, never out of a terminal state, and in the end what the rows say. */
final class FramesCheck implements Check {
    static final Set<String> OVER = Set.of("complete", "error", "cancelled");

    private final Findings findings;
    private final Map<String, Map<UUID, Shown>> shown = new HashMap<>();
    private final Set<String> reading = new HashSet<>();

    private record Shown(String status, long version) {}

    FramesCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Watching watching -> {
                if (watching.reads()) {
                    reading.add(watching.client());
                }
            }
            case Entry.Reloaded reloaded -> shown.remove(reloaded.client());
            case Entry.Frame frame -> told(frame);
            case Entry.Row row -> ends(row);
            default -> {}
        }
    }

    private void told(Entry.Frame frame) {
        if (frame.status().isEmpty()) {
            return;
        }
        Shown now = new Shown(frame.status(), frame.version());
        Shown before =
                shown.computeIfAbsent(frame.client(), first -> new HashMap<>()).put(frame.job(), now);
        if (before == null) {
            return;
        }
        String words = "%s: job %s, %s version %d after %s version %d"
                .formatted(
                        frame.client(),
                        frame.job(),
                        frame.status(),
                        frame.version(),
                        before.status(),
                        before.version());
        if (frame.version() < before.version()) {
            findings.add(Promise.VERSION_LOWERED, words);
        }
        if (OVER.contains(before.status()) && !frame.status().equals(before.status())) {
            findings.add(Promise.TERMINAL_LEFT, words);
        }
    }

    private void ends(Entry.Row row) {
        shown.forEach((client, jobs) -> {
            Shown last = jobs.get(row.job());
            if (reading.contains(client)
                    && last != null
                    && (last.version() != row.version() || !last.status().equals(shownAs(row.status())))) {
                findings.add(
                        Promise.BROWSER_BEHIND,
                        "%s shows job %s as %s version %d, its row is %s version %d"
                                .formatted(
                                        client, row.job(), last.status(), last.version(), row.status(), row.version()));
            }
        });
    }

    private static String shownAs(String stored) {
        return stored.equals("dispatched") ? "queued" : stored;
    }
}
