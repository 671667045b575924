package imece.bench.farm;

import static org.assertj.core.api.Assertions.assertThat;

import imece.bench.farm.EngineJournal.EngineCallTimes;
import imece.bench.farm.EngineJournal.Pauses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineJournalTest {
    @TempDir
    private Path folder;

    @Test
    void pausesAreBetweenTheCallsOfOneSlotAndNotAcrossSlots() {
        Pauses pauses = EngineJournal.pauses(List.of(
                new EngineCallTimes("a", 0, 90),
                new EngineCallTimes("b", 50, 100),
                new EngineCallTimes("a", 100, 190),
                new EngineCallTimes("b", 130, 200)));

        assertThat(pauses.between()).containsExactly(10L, 30L);
        assertThat(pauses.working()).isEqualTo(90 + 50 + 90 + 70);
        assertThat(pauses.idleShare()).isCloseTo(40.0 / 340, Offset.offset(1e-9));
    }

    @Test
    void aJournalIsReadAsTheEngineWritesIt() throws IOException {
        Path file = folder.resolve("journal");
        assertThat(new EngineJournal(file).calls()).isEmpty();
        Files.writeString(file, "instant-0 -20 5\ninstant-1 1 2\n");

        assertThat(new EngineJournal(file).calls())
                .containsExactly(new EngineCallTimes("instant-0", -20, 5), new EngineCallTimes("instant-1", 1, 2));
    }

    @Test
    void noCallsAreNoIdleTime() {
        assertThat(EngineJournal.pauses(List.of()).idleShare()).isZero();
    }
}
