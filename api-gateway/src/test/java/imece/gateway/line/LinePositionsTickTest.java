package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinePositionsTickTest {

    private static final UUID SOMEBODY = new UUID(1, 1);
    private static final UUID ANOTHER = new UUID(1, 2);

    private final List<Set<UUID>> read = new ArrayList<>();
    private int forgotten;
    private final Map<String, Set<UUID>> looking = new HashMap<>();
    private final LinePositionsTick tick =
            new LinePositionsTick(new ReadLine(), () -> new HashMap<>(looking), event -> {});

    /** Tells for whom the line was read. */
    private final class ReadLine extends LinePositions {
        ReadLine() {
            super(
                    mock(LineRows.class),
                    mock(LineLength.class),
                    mock(LineSurroundings.class),
                    mock(LineForecasts.class));
        }

        @Override
        List<Moved> reread(Set<UUID> lookers) {
            read.add(Set.copyOf(lookers));
            return List.of();
        }

        @Override
        void forget() {
            forgotten++;
        }
    }

    @Test
    void whileNobodyLooksTheLineIsNeitherReadNorRemembered() {
        for (int lane = 0; lane < 100; lane++) {
            tick.changed("ckpt-" + lane);
            tick.tick();
        }
        assertThat(read).isEmpty();
        assertThat(forgotten).isEqualTo(100);
    }

    @Test
    void itIsReadAgainOnlyOnceSomethingHasChanged() {
        looking.put("a", Set.of(SOMEBODY));
        tick.tick();
        tick.tick();
        assertThat(read).containsExactly(Set.of(SOMEBODY));
        await().until(() -> {
            tick.changed("b");
            tick.tick();
            return read.size() > 1;
        });
    }

    @Test
    void itIsReadWhenSomebodyElseComesToLook() {
        looking.put("a", Set.of(SOMEBODY));
        tick.tick();
        looking.put("b", Set.of(ANOTHER));
        await().until(() -> {
            tick.tick();
            return read.size() > 1;
        });
        assertThat(read.getLast()).containsExactlyInAnyOrder(SOMEBODY, ANOTHER);
    }

    @Test
    void whoeverComesBackFindsItReadAnew() {
        looking.put("a", Set.of(SOMEBODY));
        tick.tick();
        looking.clear();
        tick.tick();
        looking.put("a", Set.of(SOMEBODY));
        await().until(() -> {
            tick.tick();
            return read.size() > 1;
        });
    }
}
