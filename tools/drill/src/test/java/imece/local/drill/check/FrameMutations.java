package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What browsers were told, turned wrong. */
final class FrameMutations {
    private FrameMutations() {}

    static void aFrameWithALowerVersion(List<Entry> history) {
        int at = Edits.index(history, entry -> entry instanceof Entry.Frame frame && frame.version() > 2);
        Entry.Frame late = (Entry.Frame) history.get(at);
        history.add(at + 1, Edits.frame(late, "queued", 1));
    }

    static void aBrowserSeesAnEndAndThenMore(List<Entry> history) {
        int at = Edits.index(
                history,
                entry -> entry instanceof Entry.Frame frame && frame.status().equals("complete"));
        Entry.Frame end = (Entry.Frame) history.get(at);
        history.add(at + 1, Edits.frame(end, "processing", end.version() + 1));
    }

    static void aBrowserMissesTheEnd(List<Entry> history) {
        int at = Edits.index(
                history,
                entry -> entry instanceof Entry.Frame frame && frame.status().equals("complete"));
        Entry.Frame end = (Entry.Frame) history.remove(at);
        history.add(at, Edits.frame(end, "processing", end.version() - 1));
    }

    static void aFrameAboutSomebodyElsesJob(List<Entry> history) {
        int at = Edits.index(
                history,
                entry -> entry instanceof Entry.Frame frame && frame.client().startsWith("user-0"));
        Entry.Frame own = (Entry.Frame) history.get(at);
        history.add(at + 1, new Entry.Frame(own.at(), "user-1-steady", "progress", own.job(), "", 0, 0, null));
    }

    static void aPositionRisesAndNobodyIsToldWhy(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Stood.class,
                stood -> !stood.roseBecause().isEmpty(),
                stood -> Edits.stood(stood, stood.reason(), stood.jobs(), ""));
    }

    static void whoWaitsIsToldOfMoreThanThereAre(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Stood.class,
                stood -> stood.jobs() != null,
                stood -> Edits.stood(stood, stood.reason(), stood.position() + 7, stood.roseBecause()));
    }

    static void whoStandsBehindOthersIsToldNothing(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Stood.class,
                stood -> stood.position() > 1,
                stood -> Edits.stood(stood, "", null, stood.roseBecause()));
    }

    static void aJobIsSaidToPauseThatNeverDid(List<Entry> history) {
        Set<UUID> paused = new HashSet<>();
        history.forEach(entry -> {
            if (entry instanceof Entry.Change change && (change.notBefore() != null || change.failures() > 2)) {
                paused.add(change.job());
            }
        });
        Edits.replace(
                history,
                Entry.Stood.class,
                stood -> !paused.contains(stood.job()),
                stood -> Edits.stood(stood, "backing-off", null, stood.roseBecause()));
    }

    static void somebodyElsesPictureIsShown(List<Entry> history) {
        history.add(0, new Entry.Peeked(0, "user-0", new UUID(1, 1), 200));
    }

    static void anAcceptedJobHasNoRow(List<Entry> history) {
        UUID job = ((Entry.Answered) history.get(Edits.index(history, Entry.Answered.class::isInstance)))
                .jobs()
                .getFirst();
        history.removeIf(entry -> entry instanceof Entry.Row row && row.job().equals(job));
    }

    static void oneKeyTwoJobs(List<Entry> history) {
        int at = Edits.index(history, Entry.Answered.class::isInstance);
        Entry.Answered first = (Entry.Answered) history.get(at);
        UUID other = history.stream()
                .filter(Entry.Answered.class::isInstance)
                .map(Entry.Answered.class::cast)
                .filter(answer ->
                        answer.user().equals(first.user()) && !answer.key().equals(first.key()))
                .findFirst()
                .orElseThrow()
                .jobs()
                .getFirst();
        history.add(at + 1, new Entry.Answered(first.at(), first.user(), first.key(), 202, List.of(other)));
    }
}
