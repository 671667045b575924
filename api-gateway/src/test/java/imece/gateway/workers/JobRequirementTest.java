package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.EngineCapabilities;
import imece.contract.LaneName;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.gateway.workers.JobRequirement.RequirementKind;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobRequirementTest {

    private static final JobRequirement PAINTER = new JobRequirement(RequirementKind.CHECKPOINT, "painter");
    private static final JobRequirement INK = new JobRequirement(RequirementKind.CHECKPOINT, "ink");
    private static final JobRequirement PAPER = new JobRequirement(RequirementKind.LORA, "paper");

    @Test
    void aSlotOffersWhatItHasWhatItHasLoadedAndWhatItCanDo() {
        EngineOffer offer = new EngineOffer(List.of("painter"), List.of("paper"));
        assertThat(JobRequirement.of(slot("ink", can(true, true), offer)))
                .containsExactlyInAnyOrder(PAINTER, INK, PAPER, JobRequirement.IMG2IMG, JobRequirement.LORAS);
        assertThat(JobRequirement.of(slot(null, can(true, false), offer)))
                .containsExactlyInAnyOrder(PAINTER, PAPER, JobRequirement.IMG2IMG);
        assertThat(JobRequirement.of(slot(null, can(false, true), EngineOffer.NONE)))
                .containsExactly(JobRequirement.LORAS);
        assertThat(JobRequirement.of(slot(null, null, EngineOffer.NONE))).isEmpty();
    }

    @Test
    void aPictureAsksForWhatItNames() {
        assertThat(JobRequirement.askedBy(spec(null, List.of(), null))).isEmpty();
        assertThat(JobRequirement.askedBy(spec("painter", List.of(), null))).containsExactly(PAINTER);
        assertThat(JobRequirement.askedBy(spec(null, List.of(), new UUID(3, 3))))
                .containsExactly(JobRequirement.IMG2IMG);
        assertThat(JobRequirement.askedBy(spec(null, List.of(new Lora("paper", 1)), null)))
                .containsExactlyInAnyOrder(JobRequirement.LORAS, PAPER);
    }

    @Test
    void aSlotServesTheLanesOfItsCheckpointsAndOfWhatItsEngineCanDo() {
        ServingSlot serving = ServingSlot.of(
                "worker-1", slot("ink", can(true, false), new EngineOffer(List.of("painter"), List.of("paper"))));
        assertThat(serving.checkpoints())
                .containsExactlyInAnyOrder(LaneName.ofCheckpoint("painter"), LaneName.ofCheckpoint("ink"));
        assertThat(serving.serves(LaneName.of(spec(null, List.of(), null)))).isTrue();
        assertThat(serving.serves(LaneName.of(spec("ink", List.of(), null)))).isTrue();
        assertThat(serving.serves(LaneName.of(spec("oil", List.of(), null)))).isFalse();
        assertThat(serving.serves(LaneName.of(spec(null, List.of(), new UUID(3, 3)))))
                .isTrue();
        assertThat(serving.serves(LaneName.of(spec(null, List.of(new Lora("paper", 1)), null))))
                .isFalse();
    }

    private static EngineCapabilities can(boolean img2img, boolean lora) {
        return new EngineCapabilities(true, true, true, true, true, true, true, true, img2img, lora, 8);
    }

    private static SlotReport slot(@Nullable String loaded, @Nullable EngineCapabilities can, EngineOffer offer) {
        return new SlotReport(
                GpuReport.named("gpu", "GPU"), SlotState.IDLE, "demo", "default", loaded, null, null, can, offer);
    }

    private static RenderSpec spec(@Nullable String checkpoint, List<Lora> loras, @Nullable UUID init) {
        return new RenderSpec(
                "a mill", "", checkpoint, 64, 64, 2, 7.0, "euler", "normal", 1, loras, init, init == null ? null : 0.5);
    }
}
