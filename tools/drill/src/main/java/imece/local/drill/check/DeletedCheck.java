package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.TreeSet;

/** What was deleted is shown to nobody, and a broker that was wiped knows whom it is to know. */
final class DeletedCheck implements Check {
    private final Findings findings;

    DeletedCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Probed probed -> {
                if (probed.status() < 400) {
                    findings.add(
                            Promise.DELETED_SHOWN,
                            "%s had deleted everything, asked for %s and was answered %d"
                                    .formatted(probed.user(), probed.path(), probed.status()));
                }
            }
            case Entry.Accounts accounts -> {
                TreeSet<String> known = new TreeSet<>(accounts.known());
                TreeSet<String> expected = new TreeSet<>(accounts.expected());
                if (!known.equals(expected)) {
                    findings.add(
                            Promise.ACCOUNT_FORGOTTEN,
                            "the broker that was wiped knows %s instead of %s".formatted(known, expected));
                }
            }
            default -> {}
        }
    }
}
