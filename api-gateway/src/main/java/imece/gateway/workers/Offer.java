package imece.gateway.workers;

import imece.contract.Capabilities;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.RenderSpec;
import java.util.LinkedHashSet;
import java.util.Set;

/** Something that engines have or can do, and that a job may ask for. */
public record Offer(Kind kind, String name) {

    /** Beginning from a picture. */
    public static final Offer IMG2IMG = new Offer(Kind.FEATURE, "img2img");

    /** LoRAs at all. */
    public static final Offer LORAS = new Offer(Kind.FEATURE, "lora");

    /** What kind of thing it is. */
    public enum Kind {
        CHECKPOINT("checkpoint"),
        LORA("lora"),
        FEATURE("feature");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word for rows. */
        public String word() {
            return word;
        }
    }

    /** What a slot says that it has. */
    public static Set<Offer> of(SlotReport slot) {
        Set<Offer> offers = new LinkedHashSet<>();
        slot.stock().checkpoints().forEach(name -> offers.add(new Offer(Kind.CHECKPOINT, name)));
        String loaded = slot.checkpoint();
        if (loaded != null) {
            offers.add(new Offer(Kind.CHECKPOINT, loaded));
        }
        slot.stock().loras().forEach(name -> offers.add(new Offer(Kind.LORA, name)));
        Capabilities can = slot.capabilities();
        if (can != null && can.img2img()) {
            offers.add(IMG2IMG);
        }
        if (can != null && can.lora()) {
            offers.add(LORAS);
        }
        return offers;
    }

    /** What a picture asks for. */
    public static Set<Offer> askedBy(RenderSpec spec) {
        Set<Offer> asked = new LinkedHashSet<>();
        String checkpoint = spec.checkpoint();
        if (checkpoint != null) {
            asked.add(new Offer(Kind.CHECKPOINT, checkpoint));
        }
        if (spec.initImageId() != null) {
            asked.add(IMG2IMG);
        }
        if (!spec.loras().isEmpty()) {
            asked.add(LORAS);
        }
        spec.loras().forEach(lora -> asked.add(new Offer(Kind.LORA, lora.name())));
        return asked;
    }
}
