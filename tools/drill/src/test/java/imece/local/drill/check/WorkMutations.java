package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Locks, pictures and the list of runs, turned wrong. */
final class WorkMutations {
    private WorkMutations() {}

    static void aJobCompletedByTwoRuns(List<Entry> history) {
        int at = Edits.index(history, entry -> entry instanceof Entry.RunRow run && "completed".equals(run.outcome()));
        Entry.RunRow first = (Entry.RunRow) history.get(at);
        history.add(at + 1, new Entry.RunRow(first.job(), new UUID(3, 3), 2, "worker-9", "completed"));
    }

    static void twoRunsOnOneGpu(List<Entry> history) {
        int at = Edits.index(history, Entry.Held.class::isInstance);
        Entry.Held first = (Entry.Held) history.get(at);
        history.add(at + 1, new Entry.Held(first.gpu(), "worker-9", new UUID(4, 4), first.to() - 1, first.to() + 5));
    }

    static void aPictureOfAnotherRun(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Picture.class,
                picture -> true,
                picture -> new Entry.Picture(picture.job(), 200, picture.sha256(), picture.saysJob(), new UUID(5, 5)));
    }

    static void aPictureWithOtherBytes(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Picture.class,
                picture -> true,
                picture -> new Entry.Picture(picture.job(), 200, "another sha", picture.saysJob(), picture.saysRun()));
    }

    static void aPictureThatIsGone(List<Entry> history) {
        Edits.replace(
                history,
                Entry.Picture.class,
                picture -> true,
                picture -> new Entry.Picture(picture.job(), 404, "", null, null));
    }

    static void aPromptFailsInAGateway(List<Entry> history) {
        history.add(new Entry.Answered(0, "user-0", "a key", 500, List.of()));
    }

    static void twoCallsInAHundredAreSlow(List<Entry> history) {
        changeCalls(history, call -> new Entry.Called(call.at(), 1_001, 200));
    }

    static void twoCallsInAHundredAreRefused(List<Entry> history) {
        changeCalls(history, call -> new Entry.Called(call.at(), call.millis(), 503));
    }

    private static void changeCalls(List<Entry> history, UnaryOperator<Entry.Called> change) {
        for (int three = 0; three < 3; three++) {
            Edits.replace(history, Entry.Called.class, call -> call.millis() <= 1_000 && call.status() == 200, change);
        }
    }

    static void aRunWithoutAnEnd(List<Entry> history) {
        Edits.replace(
                history,
                Entry.RunRow.class,
                run -> "failed".equals(run.outcome()),
                run -> new Entry.RunRow(run.job(), run.run(), run.attempt(), run.worker(), null));
    }
}
