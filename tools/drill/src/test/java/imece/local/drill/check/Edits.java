package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How mutations find and change entries of a history. */
final class Edits {
    private Edits() {}

    static int index(List<Entry> history, Predicate<Entry> wanted) {
        for (int i = 0; i < history.size(); i++) {
            if (wanted.test(history.get(i))) {
                return i;
            }
        }
        throw new AssertionError("this history has none such");
    }

    static <E extends Entry> void replace(List<Entry> history, Class<E> kind, Predicate<E> which, UnaryOperator<E> by) {
        int at = index(history, entry -> kind.isInstance(entry) && which.test(kind.cast(entry)));
        history.set(at, by.apply(kind.cast(history.get(at))));
    }

    static Entry.Frame frame(Entry.Frame like, String status, long version) {
        return new Entry.Frame(
                like.at(), like.client(), like.how(), like.job(), status, version, like.attempt(), like.run());
    }

    static Entry.Stood stood(Entry.Stood like, String reason, @Nullable Integer jobs, String roseBecause) {
        return new Entry.Stood(
                like.at(),
                like.client(),
                like.gateway(),
                like.how(),
                like.job(),
                like.position(),
                reason,
                jobs,
                "",
                roseBecause);
    }

    static Entry.Change change(
            Entry.Change like, String from, String status, long before, long version, @Nullable UUID run) {
        return new Entry.Change(
                like.at(),
                like.job(),
                like.owner(),
                like.ticket(),
                from,
                status,
                before,
                version,
                like.epochBefore(),
                like.epoch(),
                like.attempt(),
                like.failures(),
                run,
                like.worker(),
                like.dispatchNo(),
                like.notBefore(),
                like.turn());
    }

    static Entry.Change numbered(Entry.Change like, @Nullable Long number) {
        return new Entry.Change(
                like.at(),
                like.job(),
                like.owner(),
                like.ticket(),
                like.from(),
                like.status(),
                like.versionBefore(),
                like.version(),
                like.epochBefore(),
                like.epoch(),
                like.attempt(),
                like.failures(),
                like.run(),
                like.worker(),
                number,
                like.notBefore(),
                like.turn());
    }

    static Entry.Change ofJob(Entry.Change like, UUID job, Entry.Turn turn) {
        return new Entry.Change(
                like.at(),
                job,
                like.owner(),
                like.ticket(),
                like.from(),
                like.status(),
                like.versionBefore(),
                like.version(),
                like.epochBefore(),
                like.epoch(),
                like.attempt(),
                like.failures(),
                like.run(),
                like.worker(),
                like.dispatchNo(),
                like.notBefore(),
                turn);
    }
}
