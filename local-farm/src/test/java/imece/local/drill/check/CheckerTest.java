package imece.local.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.drill.history.Entry;
import imece.local.drill.history.History;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {
    private static final long[] SEEDS = LongStream.rangeClosed(1, 60).toArray();

    static Stream<Long> seeds() {
        return LongStream.of(SEEDS).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRightHistoryPasses(long seed) {
        Verdict verdict = Checker.check(MadeUpFarm.history(seed));
        assertThat(verdict.findings().none()).as(verdict.findings().toString()).isTrue();
        assertThat(verdict.accepted()).isEqualTo(40);
    }

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void everyMutationIsFoundInEveryHistory(Mutation mutation) {
        for (long seed : SEEDS) {
            Verdict verdict = Checker.check(mutation.of(MadeUpFarm.history(seed)));
            assertThat(verdict.findings().count(mutation.breaks()))
                    .as("%s with seed %d: %s", mutation, seed, verdict.findings())
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

        assertThat(Checker.check(history).blows()).isEqualTo(Map.of("engine-fails", 1, "worker-killed", 1));
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
        assertThat(Checker.check(file).findings().none()).isTrue();
    }
}
