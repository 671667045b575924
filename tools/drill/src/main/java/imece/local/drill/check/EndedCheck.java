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

    private final Findings findings;
    private final Map<String, Long> ended = new HashMap<>();
    private final List<Entry.Tried> served = new ArrayList<>();
    private final Hindrances hindrances =
            new Hindrances(List.of("gateway-", "leader-frozen", "killed-at ", "frozen-at ", "door-", "database-"));

    EndedCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        hindrances.see(entry);
        switch (entry) {
            case Entry.Ended end -> ended.put(end.credential(), end.at());
            case Entry.Tried tried -> {
                if (tried.status() < 400) {
                    served.add(tried);
                }
            }
            default -> {}
        }
    }

    @Override
    public void end() {
        for (Entry.Tried tried : served) {
            Long end = ended.get(tried.credential());
            if (end != null && tried.at() > hindrances.feltBy(end, FELT_WITHIN)) {
                findings.add(
                        Promise.ENDED_SERVED,
                        "%s had ended %d ms before and was answered %d"
                                .formatted(tried.credential(), tried.at() - end, tried.status()));
            }
        }
    }
}
