package imece.local.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {
    private static final Duration CALLS_WITHIN = Duration.ofSeconds(1);
    private static final long[] SEEDS = LongStream.rangeClosed(1, 60).toArray();

    static Stream<Long> seeds() {
        return LongStream.of(SEEDS).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRightHistoryPasses(long seed) {
        DrillResult result = Checker.check(MadeUpFarm.history(seed), CALLS_WITHIN);
        assertThat(result.findings().none()).as(result.findings().toString()).isTrue();
        assertThat(result.accepted()).isEqualTo(40);
        assertThat(result.told()).containsOnlyKeys("", "ahead-in-turn");
    }

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void everyMutationIsFoundInEveryHistory(Mutation mutation) {
        for (long seed : SEEDS) {
            DrillResult result = Checker.check(mutation.of(MadeUpFarm.history(seed)), CALLS_WITHIN);
            assertThat(result.findings().count(mutation.breaks()))
                    .as("%s with seed %d: %s", mutation, seed, result.findings())
                    .isPositive();
        }
    }

    @Test
    void everyPromiseHasAMutationThatBreaksIt() {
        assertThat(Stream.of(Mutation.values()).map(Mutation::breaks)).contains(Promise.values());
    }

    @Test
    void anEngineFaultCountsOnceItFailedARun() {
        UUID failed = new UUID(0, 1);
        UUID cancelled = new UUID(0, 2);
        List<Entry> history = List.of(
                new Entry.Blow(1, 1, "engine-fails", "[fail]"),
                new Entry.Blow(2, 2, "engine-fails", "[fail]"),
                new Entry.Blow(3, 3, "worker-killed", "worker-1"),
                row(failed, "a [fail]", "error"),
                row(cancelled, "another [fail]", "cancelled"),
                new Entry.RunRow(failed, new UUID(1, 1), 1, "worker-1", "failed"),
                new Entry.RunRow(cancelled, new UUID(1, 2), 1, "worker-1", "cancelled"));

        assertThat(Checker.check(history, CALLS_WITHIN).blows())
                .isEqualTo(Map.of("engine-fails", 1, "worker-killed", 1));
    }

    @Test
    void whileNoGatewayCanTellAnEndIsFeltLater() {
        List<Entry> history = List.of(
                new Entry.Blow(1_000, 1, "gateway-frozen", "gateway-1"),
                new Entry.Ended(2_000, "a key"),
                new Entry.Mended(9_000, 1),
                new Entry.Tried(13_000, "a key", 101));
        List<Entry> tooLate = new java.util.ArrayList<>(history);
        tooLate.add(new Entry.Tried(14_001, "a key", 101));

        assertThat(ended(history)).isZero();
        assertThat(ended(tooLate)).isEqualTo(1);
        assertThat(ended(tooLate.subList(1, 5))).as("nothing hindered it").isEqualTo(2);
    }

    private static int ended(List<Entry> history) {
        return Checker.check(history, CALLS_WITHIN).findings().count(Promise.ENDED_SERVED);
    }

    @Test
    void whoHasDeletedEverythingForGoodMissesNothing() {
        Entry asked = new Entry.Answered(1, "user-1", "k", 202, List.of(new UUID(0, 1)));
        Entry gone = new Entry.Gone(2, "user-1");

        assertThat(Checker.check(List.of(asked), CALLS_WITHIN).findings().count(Promise.LOST))
                .isEqualTo(1);
        assertThat(Checker.check(List.of(asked, gone), CALLS_WITHIN).findings().count(Promise.LOST))
                .isZero();
        assertThat(Checker.check(List.of(gone, asked), CALLS_WITHIN).findings().count(Promise.LOST))
                .isEqualTo(1);
    }

    @Test
    void jobsDispatchedTogetherMayBeNotedInAnyOrder() {
        assertThat(orderBroken(change(1, "dispatched", 7L), change(2, "dispatched", 8L)))
                .isZero();
        assertThat(orderBroken(change(2, "dispatched", 8L), change(1, "dispatched", 7L)))
                .isZero();
        assertThat(orderBroken(change(2, "dispatched", 8L), change(1, "dispatched", 9L)))
                .isPositive();
        assertThat(orderBroken(change(2, "dispatched", 8L), change(1, "cancelled", null)))
                .isPositive();
        assertThat(orderBroken(change(2, "dispatched", 8L))).isPositive();
    }

    @Test
    void aJobOnProbationStandsInNoLine() {
        Entry lostTooOften = change(1, "processing", "queued", null, 0, 3);
        Entry later = change(2, "dispatched", 2L);
        assertThat(orderBroken(lostTooOften, later, change(1, "queued", "error", null, 61_000, 3)))
                .isZero();
        Entry cleared = change(1, "queued", "queued", null, 0, 2);
        assertThat(orderBroken(lostTooOften, cleared, later, change(1, "queued", "error", null, 61_000, 2)))
                .isPositive();
    }

    /** Both have been waiting for a minute, and the first one has been dispatched once before. */
    private static int orderBroken(Entry... then) {
        List<Entry> history = new java.util.ArrayList<>(List.of(
                change(1, "", "queued", null, 0),
                change(1, "queued", "dispatched", 1L, 0),
                change(1, "dispatched", "queued", null, 0),
                change(2, "", "queued", null, 0)));
        history.addAll(List.of(then));
        return Checker.check(history, CALLS_WITHIN).findings().count(Promise.ORDER_BROKEN);
    }

    private static Entry change(int ticket, String status, @Nullable Long number) {
        return change(ticket, "queued", status, number, 60_000);
    }

    private static Entry change(int ticket, String from, String status, @Nullable Long number, long at) {
        return change(ticket, from, status, number, at, 0);
    }

    private static Entry change(int ticket, String from, String status, @Nullable Long number, long at, int failures) {
        UUID job = new UUID(0, ticket);
        UUID owner = new UUID(9, 9);
        Entry.Turn turn =
                new Entry.Turn("default", false, ticket, "interactive", null, false, false, number, "worker-1/gpu-0");
        return new Entry.Change(
                at, job, owner, ticket, from, status, 0, 1, 0, 1, 0, failures, null, null, number, null, turn);
    }

    private static Entry row(UUID job, String prompt, String status) {
        return new Entry.Row(job, new UUID(9, 9), prompt, status, 1, null, null, null);
    }

    @Test
    void aHistoryReadFromDiskIsTheOneThatWasWritten(@TempDir Path folder) throws Exception {
        List<Entry> right = MadeUpFarm.history(5);
        Path file = folder.resolve("history.jsonl");
        try (History history = new History(file)) {
            right.forEach(history::note);
        }
        List<Entry> read = new java.util.ArrayList<>();
        History.read(file, read::add);
        assertThat(read).isEqualTo(right);
        assertThat(Checker.check(file, CALLS_WITHIN).findings().none()).isTrue();
    }
}
