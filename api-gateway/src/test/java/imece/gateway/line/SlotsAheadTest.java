package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import imece.contract.LiveEvent.SlotState;
import imece.contract.SlotId;
import imece.gateway.line.SlotWorkRows.SlotWork;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.TurnForecast.SlotAhead;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotsAheadTest {

    private static final SlotId GPU = new SlotId("worker-1", "gpu-1");

    /** Each picture takes 20 s, each load 10 s. */
    static final SlotsAhead.WorkTimes TIMES = new SlotsAhead.WorkTimes() {
        @Override
        public long runMillis(String checkpoint, SizeClass size, String gpuName) {
            return 20_000;
        }

        @Override
        public long loadMillis(String checkpoint, String gpuName) {
            return 10_000;
        }
    };

    @Test
    void whatIsLeftOfARunIsReckonedByItsPhaseAndItsProgress() {
        assertThat(freeIn(running("waiting-for-gpu", 0, 0))).isEqualTo(20_000);
        assertThat(freeIn(running("loading-checkpoint", 0, 4_000))).isEqualTo(26_000);
        assertThat(freeIn(running("loading-checkpoint", 0, 60_000))).isEqualTo(20_000);
        assertThat(freeIn(running("denoising", 75, 60_000))).isEqualTo(5_000);
        assertThat(freeIn(running("decoding", 100, 60_000))).isZero();
        assertThat(freeIn(running("uploading", 100, 60_000))).isZero();
    }

    @Test
    void anIdleSlotIsFree() {
        assertThat(slots(List.of(), null).seats()).extracting(SlotAhead::freeIn).containsExactly(0L);
    }

    @Test
    void whatWasDispatchedForASlotComesNextAndIsWhatItWillHaveLoaded() {
        SlotsAhead slots = slots(
                List.of(running("denoising", 50, 0), new SlotWork(7, LaneName.parse("b"), GPU, 1 << 20, null, 0, 0, 2)),
                null);

        assertThat(slots.dispatched()).containsExactly(Map.entry(7L, new Expected(10_000, 40_000)));
        assertThat(slots.seats()).singleElement().satisfies(seat -> {
            assertThat(seat.freeIn()).isEqualTo(40_000);
            assertThat(seat.slot().checkpoint()).isEqualTo("b");
        });
    }

    @Test
    void aSlotThatIsFreeKeepsWhatItCompletedLast() {
        assertThat(slots(List.of(), LaneName.parse("lora:b")).seats())
                .singleElement()
                .satisfies(seat -> assertThat(seat.slot().checkpoint()).isEqualTo("b"));
    }

    @Test
    void whatRunsElsewhereKeepsNobodyHere() {
        SlotWork elsewhere =
                new SlotWork(1, LaneName.parse("a"), new SlotId("worker-2", "gpu-1"), 1 << 20, "denoising", 0, 0, 1);
        assertThat(slots(List.of(elsewhere), null).seats())
                .extracting(SlotAhead::freeIn)
                .containsExactly(0L);
    }

    private static long freeIn(SlotWork work) {
        return slots(List.of(work), null).seats().getFirst().freeIn();
    }

    private static SlotWork running(String phase, int progress, long ranFor) {
        return new SlotWork(1, LaneName.parse("a"), GPU, 1 << 20, phase, progress, ranFor, 1);
    }

    private static SlotsAhead slots(List<SlotWork> present, @Nullable LaneName completed) {
        return SlotsAhead.of(
                List.of(LineFixtures.slot("gpu-1", SlotState.BUSY, "a", "b")),
                present,
                completed == null ? Map.of() : Map.of(GPU, completed),
                TIMES);
    }
}
