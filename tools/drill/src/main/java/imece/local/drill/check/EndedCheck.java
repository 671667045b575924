package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has ended gets nothing more after five seconds, at no gateway. While a gateway cannot tell, since it stands still, has no
 * database, or nobody hears what it says, they count from the end of that.
 */
final class EndedCheck implements Check {
    static final long FELT_WITHIN = 5_000;

    /** A gateway that was killed is away for so long at most. */
    private static final long RESTART = 20_000;

    private static final List<String> HINDERING = List.of("gateway-", "killed-at ", "frozen-at ", "door-", "database-");

    private final Findings findings;
    private final Map<String, Long> ended = new HashMap<>();
    private final List<Entry.Tried> served = new ArrayList<>();
    private final Map<Integer, Hindrance> hindrances = new HashMap<>();

    private record Hindrance(long from, long to) {}

    EndedCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Ended end -> ended.put(end.credential(), end.at());
            case Entry.Tried tried -> {
                if (tried.status() < 400) {
                    served.add(tried);
                }
            }
            case Entry.Blow blow -> {
                if (HINDERING.stream().anyMatch(blow.fault()::startsWith)) {
                    hindrances.put(blow.id(), new Hindrance(blow.at(), blow.at() + RESTART));
                }
            }
            case Entry.Mended mended ->
                hindrances.computeIfPresent(mended.id(), (id, before) -> new Hindrance(before.from(), mended.at()));
            default -> {}
        }
    }

    @Override
    public void end() {
        for (Entry.Tried tried : served) {
            Long end = ended.get(tried.credential());
            if (end != null && tried.at() > feltBy(end)) {
                findings.add(
                        Promise.ENDED_SERVED,
                        "%s had ended %d ms before and was answered %d"
                                .formatted(tried.credential(), tried.at() - end, tried.status()));
            }
        }
    }

    private long feltBy(long end) {
        long by = end + FELT_WITHIN;
        boolean later = true;
        while (later) {
            later = false;
            for (Hindrance each : hindrances.values()) {
                if (each.from() <= by && each.to() >= end && each.to() + FELT_WITHIN > by) {
                    by = each.to() + FELT_WITHIN;
                    later = true;
                }
            }
        }
        return by;
    }
}
