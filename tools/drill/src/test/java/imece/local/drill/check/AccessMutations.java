package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.ArrayList;
import java.util.List;

/** Ends that are not felt, and what was deleted, turned wrong. */
final class AccessMutations {
    private AccessMutations() {}

    static void anEndedSessionIsServed(List<Entry> history) {
        after(history, 200);
    }

    static void aRevokedKeyHearsOn(List<Entry> history) {
        after(history, 101);
    }

    private static void after(List<Entry> history, int status) {
        int at = Edits.index(history, Entry.Ended.class::isInstance);
        Entry.Ended end = (Entry.Ended) history.get(at);
        history.add(at + 1, new Entry.Tried(end.at() + EndedCheck.FELT_WITHIN + 1, end.credential(), status));
    }

    static void whatWasDeletedIsShown(List<Entry> history) {
        history.add(new Entry.Probed(0, "user-0", "/api/images/x", 200));
    }

    static void aNodeIsForgotten(List<Entry> history) {
        int at = Edits.index(history, Entry.Accounts.class::isInstance);
        Entry.Accounts accounts = (Entry.Accounts) history.remove(at);
        List<String> known = new ArrayList<>(accounts.known());
        known.removeLast();
        history.add(at, new Entry.Accounts(accounts.at(), known, accounts.expected()));
    }

    static void aNodeThatWasShutOutComesBack(List<Entry> history) {
        int at = Edits.index(history, Entry.Accounts.class::isInstance);
        Entry.Accounts accounts = (Entry.Accounts) history.remove(at);
        List<String> known = new ArrayList<>(accounts.known());
        known.add("w-worker-9");
        history.add(at, new Entry.Accounts(accounts.at(), known, accounts.expected()));
    }
}
