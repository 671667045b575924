package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Capabilities;
import imece.contract.LaneName;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.Stock;
import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.gateway.workers.Offer.Kind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfferTest {

    private static final Offer PAINTER = new Offer(Kind.CHECKPOINT, "painter");
    private static final Offer INK = new Offer(Kind.CHECKPOINT, "ink");
    private static final Offer PAPER = new Offer(Kind.LORA, "paper");

    @Test
    void aSlotOffersWhatItHasWhatItHasLoadedAndWhatItCanDo() {
        Stock stock = new Stock(List.of("painter"), List.of("paper"));
        assertThat(Offer.of(slot("ink", can(true, true), stock)))
                .containsExactlyInAnyOrder(PAINTER, INK, PAPER, Offer.IMG2IMG, Offer.LORAS);
        assertThat(Offer.of(slot(null, can(true, false), stock)))
                .containsExactlyInAnyOrder(PAINTER, PAPER, Offer.IMG2IMG);
        assertThat(Offer.of(slot(null, can(false, true), Stock.NONE))).containsExactly(Offer.LORAS);
        assertThat(Offer.of(slot(null, null, Stock.NONE))).isEmpty();
    }

    @Test
    void aPictureAsksForWhatItNames() {
        assertThat(Offer.askedBy(spec(null, List.of(), null))).isEmpty();
        assertThat(Offer.askedBy(spec("painter", List.of(), null))).containsExactly(PAINTER);
        assertThat(Offer.askedBy(spec(null, List.of(), new UUID(3, 3)))).containsExactly(Offer.IMG2IMG);
        assertThat(Offer.askedBy(spec(null, List.of(new Lora("paper", 1)), null)))
                .containsExactlyInAnyOrder(Offer.LORAS, PAPER);
    }

    @Test
    void aSlotServesTheLanesOfItsCheckpointsAndOfWhatItsEngineCanDo() {
        ServingSlot serving = ServingSlot.of(
                "worker-1", slot("ink", can(true, false), new Stock(List.of("painter"), List.of("paper"))));
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

    private static Capabilities can(boolean img2img, boolean lora) {
        return new Capabilities(true, true, true, true, true, true, true, true, img2img, lora, 8);
    }

    private static SlotReport slot(@Nullable String loaded, @Nullable Capabilities can, Stock stock) {
        return new SlotReport(
                GpuReport.named("gpu", "GPU"), SlotState.IDLE, "demo", "default", loaded, null, null, can, stock);
    }

    private static RenderSpec spec(@Nullable String checkpoint, List<Lora> loras, @Nullable UUID init) {
        return new RenderSpec(
                "a mill", "", checkpoint, 64, 64, 2, 7.0, "euler", "normal", 1, loras, init, init == null ? null : 0.5);
    }
}
