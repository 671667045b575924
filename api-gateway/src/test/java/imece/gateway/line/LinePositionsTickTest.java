package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import imece.gateway.line.LaneCompetition.BusyLanes;
import imece.gateway.line.LineRows.LaneReading;
import imece.gateway.workers.WorkerRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LinePositionsTickTest {
    private static final String LANE = "ckpt-a";
    private static final UUID SOMEBODY = new UUID(1, 1);

    private final List<String> read = new ArrayList<>();
    private BusyLanes busy = BusyLanes.NONE;
    private final Map<String, Set<UUID>> looking = new HashMap<>();
    private final LinePositionsTick tick = new LinePositionsTick(
            new LinePositions(new ReadLanes(), mock(WorkerRegistry.class)), () -> new HashMap<>(looking), event -> {});

    /** Tells who is read about; in each lane one job waits. */
    private final class ReadLanes extends LineRows {
        ReadLanes() {
            super(mock(JdbcClient.class));
        }

        @Override
        BusyLanes busyLanes() {
            return busy;
        }

        @Override
        public LaneReading read(String lane, Collection<UUID> owners) {
            read.add(lane);
            return new LaneReading(List.of(new LaneReading.Waiting(new UUID(2, read.size()), SOMEBODY, 1, 1, 0)), 0);
        }
    }

    @Test
    void lanesAtWhichNobodyLooksAreNeitherReadNorRemembered() {
        for (int lane = 0; lane < 1_000; lane++) {
            tick.changed("ckpt-" + lane);
            tick.tick();
        }
        assertThat(read).isEmpty();
        assertThat(tick.remembered()).isZero();
    }

    @Test
    void aLaneIsReadWhenSomebodyComesAndForgottenOnceTheyLeave() {
        for (int lane = 0; lane < 1_000; lane++) {
            looking.put("ckpt-" + lane, Set.of(SOMEBODY));
            tick.tick();
            looking.clear();
        }
        tick.tick();
        assertThat(read).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(tick.remembered()).isZero();
    }

    @Test
    void aLaneIsReadAgainOnlyOnceItHasChanged() {
        looking.put(LANE, Set.of(SOMEBODY));
        tick.tick();
        tick.tick();
        assertThat(read).containsExactly(LANE);
        tick.changed("ckpt-other");
        tick.tick();
        assertThat(read).containsExactly(LANE);
        org.awaitility.Awaitility.await().until(() -> {
            tick.changed(LANE);
            tick.tick();
            return read.size() > 1;
        });
        looking.clear();
        tick.tick();
        looking.put(LANE, Set.of(SOMEBODY));
        int before = read.size();
        tick.tick();
        assertThat(read).as("whoever comes back finds it read anew").hasSize(before + 1);
    }

    @Test
    void everyLaneIsReadAgainWhenOtherLanesHaveSomethingToDo() {
        looking.put(LANE, Set.of(SOMEBODY));
        tick.tick();
        org.awaitility.Awaitility.await().until(() -> {
            busy = new BusyLanes(Set.of("ckpt-other-" + read.size()), Set.of());
            tick.tick();
            return read.size() > 1;
        });
        assertThat(read).containsOnly(LANE);
    }
}
