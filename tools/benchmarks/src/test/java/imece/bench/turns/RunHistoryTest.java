package imece.bench.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID THIRD = new UUID(0, 3);
    private static final UUID BESIDE = new UUID(0, 4);

    private static final RunHistory HISTORY = new RunHistory(List.of(
            run(THIRD, "a", 1_110, 500, 300),
            run(FIRST, "a", 0, 500, 300),
            run(BESIDE, "b", 90, 800, 300),
            run(SECOND, "a", 520, 550, 0)));

    @Test
    void aLoadIsAChangeButForTheFirstOfEachSlot() {
        assertThat(HISTORY.changes()).isEqualTo(1);
    }

    @Test
    void idleTimeIsCountedOnEachSlotByItselfAndOnlyBetweenLanes() {
        assertThat(HISTORY.idleBetweenLanes(Map.of(FIRST, "oil", SECOND, "oil", THIRD, "ink", BESIDE, "ink")))
                .containsExactly(40L);
    }

    @Test
    void whoeverRanFirstStandsFirst() {
        assertThat(HISTORY.runs()).extracting(PictureRun::job).containsExactly(FIRST, BESIDE, SECOND, THIRD);
    }

    private static PictureRun run(UUID job, String gpu, long started, long render, long load) {
        Instant at = Instant.EPOCH.plusMillis(started);
        return new PictureRun(job, gpu, at, render, load, at.plusMillis(render + 50));
    }
}
