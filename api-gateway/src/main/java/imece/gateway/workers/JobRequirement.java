package imece.gateway.workers;

import imece.contract.EngineCapabilities;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that engines have or can do, and that a job may ask for. */
public record JobRequirement(RequirementKind kind, String name) {

    /** Beginning from a picture. */
    public static final JobRequirement IMG2IMG = new JobRequirement(RequirementKind.FEATURE, "img2img");

    /** LoRAs at all. */
    public static final JobRequirement LORAS = new JobRequirement(RequirementKind.FEATURE, "lora");

    /** What kind of thing it is. */
    public enum RequirementKind {
        CHECKPOINT("checkpoint"),
        LORA("lora"),
        SAMPLER("sampler"),
        SCHEDULER("scheduler"),
        FEATURE("feature");

        private final String word;

        RequirementKind(String word) {
            this.word = word;
        }

        /** The word for rows. */
        public String word() {
            return word;
        }
    }

    /** What a slot says that it has. */
    public static Set<JobRequirement> of(SlotReport slot) {
        Set<JobRequirement> offers = new LinkedHashSet<>();
        slot.offer().checkpoints().forEach(name -> offers.add(new JobRequirement(RequirementKind.CHECKPOINT, name)));
        String loaded = slot.checkpoint();
        if (loaded != null) {
            offers.add(new JobRequirement(RequirementKind.CHECKPOINT, loaded));
        }
        slot.offer().loras().forEach(name -> offers.add(new JobRequirement(RequirementKind.LORA, name)));
        add(offers, RequirementKind.SAMPLER, slot.offer().samplers());
        add(offers, RequirementKind.SCHEDULER, slot.offer().schedulers());
        EngineCapabilities can = slot.capabilities();
        if (can != null && can.img2img()) {
            offers.add(IMG2IMG);
        }
        if (can != null && can.lora()) {
            offers.add(LORAS);
        }
        return offers;
    }

    private static void add(Set<JobRequirement> offers, RequirementKind kind, @Nullable List<String> names) {
        if (names != null) {
            names.forEach(name -> offers.add(new JobRequirement(kind, name)));
        }
    }

    /** What a picture asks for; a sampler or scheduler that every kind of engine has is nothing to ask for. */
    public static Set<JobRequirement> askedBy(RenderSpec spec) {
        Set<JobRequirement> asked = new LinkedHashSet<>();
        String checkpoint = spec.checkpoint();
        if (checkpoint != null) {
            asked.add(new JobRequirement(RequirementKind.CHECKPOINT, checkpoint));
        }
        if (spec.initImageId() != null) {
            asked.add(IMG2IMG);
        }
        if (!spec.loras().isEmpty()) {
            asked.add(LORAS);
        }
        spec.loras().forEach(lora -> asked.add(new JobRequirement(RequirementKind.LORA, Lora.plain(lora.name()))));
        Sampler.of(spec.sampler())
                .filter(each -> !each.everywhere())
                .ifPresent(each -> asked.add(new JobRequirement(RequirementKind.SAMPLER, each.word())));
        Scheduler.of(spec.scheduler())
                .filter(each -> !each.everywhere())
                .ifPresent(each -> asked.add(new JobRequirement(RequirementKind.SCHEDULER, each.word())));
        return asked;
    }
}
