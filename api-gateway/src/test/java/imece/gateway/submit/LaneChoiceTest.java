package imece.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.EngineCapabilities;
import imece.contract.LaneName;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs go where their samplers and LoRAs are. */
class LaneChoiceTest {

    private static final List<String> FEW = List.of("euler", "heun");
    private static final ServingSlot SDCPP =
            slot(new EngineOffer(List.of("x"), List.of("paper"), FEW, List.of("normal")));
    private static final ServingSlot COMFYUI = slot(new EngineOffer(
            List.of("x"),
            List.of("paper.safetensors", "ink.safetensors"),
            List.of("euler", "uni_pc"),
            List.of("normal", "ddim_uniform")));
    private static final ServingSlot OLD = slot(new EngineOffer(List.of("x"), List.of("paper")));

    @Test
    void aSamplerThatNotEveryKindHasKeepsAJobAwayFromThoseThatLackIt() {
        LaneName lane = LaneChoice.of(spec("uni_pc", List.of()), List.of(SDCPP, COMFYUI));
        assertThat(lane.text()).isEqualTo("with:uni_pc:x");
        assertThat(COMFYUI.serves(lane)).isTrue();
        assertThat(SDCPP.serves(lane)).isFalse();
        assertThat(LaneChoice.of(spec("heun", List.of()), List.of(SDCPP, COMFYUI))
                        .text())
                .isEqualTo("x");
    }

    @Test
    void aLoraThatOnlySomeOfTheSlotsHaveDoesSoToo() {
        LaneName lane = LaneChoice.of(spec("euler", List.of("paper", "ink")), List.of(SDCPP, COMFYUI));
        assertThat(COMFYUI.serves(lane)).isTrue();
        assertThat(SDCPP.serves(lane)).isFalse();
        assertThat(LaneChoice.of(spec("euler", List.of("paper.safetensors")), List.of(SDCPP, COMFYUI))
                        .text())
                .as("one file has one name, and all have it")
                .isEqualTo("lora:x");
        LaneName gone = LaneChoice.of(spec("euler", List.of("gold")), List.of(SDCPP, COMFYUI));
        assertThat(SDCPP.serves(gone)).as("it waits for whoever has it").isFalse();
    }

    @Test
    void whileWorkersOfTheLastReleaseLiveLanesAreWhatTheyUnderstand() {
        List<ServingSlot> mixed = List.of(OLD, COMFYUI);
        assertThat(LaneChoice.of(spec("uni_pc", List.of("ink")), mixed).text()).isEqualTo("lora:x");
        assertThat(LaneChoice.taken(
                        List.of("euler", "lcm"), mixed, slot -> slot.offer().samplers()))
                .containsExactly("euler", "lcm");
    }

    @Test
    void onlyWordsThatALiveSlotTakesMayBeAskedForAndTheDefaultAlways() {
        List<String> words = List.of("euler", "heun", "lcm", "uni_pc");
        assertThat(LaneChoice.taken(
                        words, List.of(SDCPP, COMFYUI), slot -> slot.offer().samplers()))
                .containsExactly("euler", "heun", "uni_pc");
        ServingSlot takesNone = slot(new EngineOffer(List.of(), List.of(), List.of(), List.of()));
        assertThat(LaneChoice.taken(
                        words, List.of(takesNone), slot -> slot.offer().samplers()))
                .containsExactly("euler");
        assertThat(LaneChoice.taken(words, List.of(), slot -> slot.offer().samplers()))
                .as("nobody is there to ask")
                .isEqualTo(words);
    }

    @Test
    void whatNoSingleSlotHasTogetherIsRefusedAtOnce() {
        assertThat(MissingOffers.apart(spec("heun", List.of("ink")), true, List.of(SDCPP, COMFYUI)))
                .isEmpty();
        assertThat(MissingOffers.apart(spec("euler", List.of("ink")), true, List.of(SDCPP)))
                .get()
                .extracting(refusal -> refusal.problem().detail())
                .isEqualTo("No engine that has the checkpoint x also has the LoRA ink.");
        assertThat(MissingOffers.apart(spec("uni_pc", List.of()), true, List.of(SDCPP)))
                .get()
                .extracting(refusal -> refusal.problem().detail())
                .isEqualTo("No engine that has the checkpoint x also takes uni_pc.");
    }

    private static ServingSlot slot(EngineOffer offer) {
        EngineCapabilities can = new EngineCapabilities(true, true, true, true, true, true, true, true, true, true, 8);
        return ServingSlot.of(
                "worker-1",
                new SlotReport(
                        GpuReport.named("gpu", "GPU"),
                        SlotState.IDLE,
                        "some",
                        "default",
                        null,
                        null,
                        null,
                        can,
                        offer));
    }

    private static RenderSpec spec(String sampler, List<String> loras) {
        return new RenderSpec(
                "a mill",
                "",
                "x",
                64,
                64,
                2,
                7.0,
                sampler,
                "normal",
                1,
                loras.stream().map(name -> new Lora(name, 1)).toList(),
                null,
                null);
    }
}
