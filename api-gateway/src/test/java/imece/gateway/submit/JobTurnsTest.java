package imece.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.EngineCapabilities;
import imece.contract.LaneName;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An owner never overtakes itself where the same slots serve it. */
class JobTurnsTest {

    private static final Map<String, Long> OWN = Map.of("a", 100L, "lora:a", 300L, "b", 200L);

    @Test
    void theGreatestTurnCountsAmongLanesThatOneOfTheSlotsServes() {
        assertThat(JobTurns.greatest(LaneName.parse("a"), List.of(slot(false, "a", "b")), OWN))
                .as("nobody of them does LoRAs")
                .hasValue(200);
        assertThat(JobTurns.greatest(LaneName.parse("a"), List.of(slot(false, "a", "b"), slot(true, "a")), OWN))
                .hasValue(300);
        assertThat(JobTurns.greatest(LaneName.parse("default"), List.of(slot(false, "c")), OWN))
                .as("none of its own waits for that slot")
                .isEmpty();
    }

    @Test
    void aLaneWithoutLiveSlotsIsAloneWithItself() {
        assertThat(JobTurns.greatest(LaneName.parse("a"), List.of(), OWN)).hasValue(100);
        assertThat(JobTurns.greatest(LaneName.parse("c"), List.of(), OWN)).isEmpty();
    }

    private static ServingSlot slot(boolean lora, String... checkpoints) {
        return ServingSlot.of(
                "worker",
                new SlotReport(
                        new GpuReport("gpu", "GPU", 1, 1, 1, 1),
                        SlotState.IDLE,
                        "demo",
                        "default",
                        checkpoints[0],
                        null,
                        null,
                        new EngineCapabilities(true, true, true, true, true, true, true, true, true, lora, 8),
                        new EngineOffer(List.of(checkpoints), List.of("paper"))));
    }
}
