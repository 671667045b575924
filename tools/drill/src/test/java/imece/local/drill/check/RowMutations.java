package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.List;
import java.util.UUID;

/** What rows went through, turned wrong. */
final class RowMutations {
    private RowMutations() {}

    static void aJobThatNeverEnds(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Row.class,
                row -> row.status().equals("cancelled"),
                row -> new Entry.Row(
                        row.job(), row.owner(), row.prompt(), "dispatched", row.version(), row.run(), null, null));
    }

    static void aRowThatBecomesCompleteTwice(List<Entry> history) {
        int at = Edits.index(
                history,
                entry -> entry instanceof Entry.Change change && change.status().equals("complete"));
        Entry.Change first = (Entry.Change) history.get(at);
        history.add(
                at + 1,
                Edits.change(first, "processing", "complete", first.version(), first.version() + 1, first.run()));
    }

    static void aRowWhoseVersionStays(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Change.class,
                change -> change.version() == 3,
                change -> Edits.change(change, change.from(), change.status(), 2, 2, change.run()));
    }

    static void aRowThatLeavesItsEnd(List<Entry> history) {
        int at = Edits.index(
                history,
                entry -> entry instanceof Entry.Change change && change.status().equals("cancelled"));
        Entry.Change end = (Entry.Change) history.get(at);
        history.add(at + 1, Edits.change(end, "cancelled", "queued", end.version(), end.version() + 1, null));
    }

    static void aRunThatCountsAgain(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Change.class,
                change -> change.status().equals("processing") && change.attempt() == 2,
                second -> {
                    Entry.RunRow first = (Entry.RunRow) history.get(Edits.index(
                            history,
                            entry -> entry instanceof Entry.RunRow run
                                    && run.job().equals(second.job())));
                    return Edits.change(
                            second,
                            second.from(),
                            second.status(),
                            second.versionBefore(),
                            second.version(),
                            first.run());
                });
    }

    static void aLaterJobGoesFirst(List<Entry> history) {
        List<Entry.Change> firsts = history.stream()
                .filter(Entry.Change.class::isInstance)
                .map(Entry.Change.class::cast)
                .filter(change -> change.status().equals("dispatched") && change.epoch() == 1)
                .toList();
        Entry.Change one = firsts.getFirst();
        Entry.Change next = firsts.stream()
                .filter(change -> change.owner().equals(one.owner()) && change.ticket() > one.ticket())
                .findFirst()
                .orElseThrow();
        history.set(history.indexOf(one), Edits.numbered(one, next.dispatchNo()));
        history.set(history.indexOf(next), Edits.numbered(next, one.dispatchNo()));
    }

    static void aJobThatCameBackIsPassedOver(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Change.class,
                change -> change.from().equals("processing")
                        && change.status().equals("queued")
                        && overtakenLater(history, change),
                change -> new Entry.Change(
                        change.at() - 60_000,
                        change.job(),
                        change.owner(),
                        change.ticket(),
                        change.from(),
                        "queued",
                        change.versionBefore(),
                        change.version(),
                        change.epochBefore(),
                        change.epoch(),
                        change.attempt(),
                        change.failures(),
                        null,
                        null,
                        null,
                        null,
                        change.turn()));
    }

    /** Both wait for the only slot. */
    static void aJobIsHandedOutBesideOneThatLiesThere(List<Entry> history) {
        int at = Edits.index(history, RowMutations::handsOut);
        Entry.Change first = (Entry.Change) history.get(at);
        history.add(at + 1, Edits.ofJob(first, new UUID(6, 6), first.turn()));
    }

    static void aDispatcherWhoseTermIsOverHandsOut(List<Entry> history) {
        int last = history.size() - 1;
        while (!handsOut(history.get(last))) {
            last--;
        }
        Entry.Change late = (Entry.Change) history.get(last);
        Entry.Turn turn = late.turn();
        history.set(
                last,
                Edits.ofJob(
                        late,
                        late.job(),
                        new Entry.Turn(
                                turn.lane(),
                                turn.pinned(),
                                turn.number(),
                                turn.urgency(),
                                turn.payer(),
                                turn.alone(),
                                turn.avoids(),
                                0L,
                                turn.slot())));
    }

    private static boolean handsOut(Entry entry) {
        return entry instanceof Entry.Change change && change.status().equals("dispatched");
    }

    private static boolean overtakenLater(List<Entry> history, Entry.Change back) {
        return history.subList(history.indexOf(back), history.size()).stream()
                .filter(Entry.Change.class::isInstance)
                .map(Entry.Change.class::cast)
                .takeWhile(change -> change.equals(back) || !change.job().equals(back.job()))
                .anyMatch(change -> change.owner().equals(back.owner())
                        && change.ticket() > back.ticket()
                        && change.status().equals("dispatched"));
    }
}
