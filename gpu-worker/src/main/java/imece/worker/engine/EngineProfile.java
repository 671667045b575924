package imece.worker.engine;

import imece.contract.EngineCapabilities;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says about itself.
 *
 * @param kind stable word for programs, such as {@code demo}
 * @param title for people
 * @param capabilities what it can do beyond making a picture
 * @param sizeMultiple pixels: its own pictures have sides that are multiples of this. The adapter makes every other size out
 *     of a larger picture
 * @param checkpoints those it can load; empty = it doesn't say
 * @param loaded the checkpoint that is loaded now; null = none, or unknown
 * @param loras those it can apply; empty = it has none, or doesn't say
 * @param samplers those that it takes from a job, in the farm's words
 * @param schedulers likewise
 */
public record EngineProfile(
        String kind,
        String title,
        Set<Capability> capabilities,
        int sizeMultiple,
        List<String> checkpoints,
        @Nullable String loaded,
        List<String> loras,
        List<String> samplers,
        List<String> schedulers) {

    public EngineProfile {
        capabilities = Set.copyOf(capabilities);
        checkpoints = List.copyOf(checkpoints);
        loras = List.copyOf(loras);
        samplers = List.copyOf(samplers);
        schedulers = List.copyOf(schedulers);
    }

    /** An engine that takes every sampler and scheduler. */
    public EngineProfile(
            String kind,
            String title,
            Set<Capability> capabilities,
            int sizeMultiple,
            List<String> checkpoints,
            @Nullable String loaded,
            List<String> loras) {
        this(kind, title, capabilities, sizeMultiple, checkpoints, loaded, loras, Sampler.words(), Scheduler.words());
    }

    /** The same without LoRAs. */
    public EngineProfile(
            String kind,
            String title,
            Set<Capability> capabilities,
            int sizeMultiple,
            List<String> checkpoints,
            @Nullable String loaded) {
        this(kind, title, capabilities, sizeMultiple, checkpoints, loaded, List.of());
    }

    /** Whether it can do this. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /** The same, as the farm is told. */
    public EngineCapabilities told() {
        return new EngineCapabilities(
                can(Capability.PROGRESS),
                can(Capability.PREVIEW),
                can(Capability.CANCEL_RUNNING),
                can(Capability.CANCEL_QUEUED),
                can(Capability.CHECKPOINT_SWITCH),
                can(Capability.CHECKPOINT_LIST),
                can(Capability.SEED),
                can(Capability.NEGATIVE_PROMPT),
                can(Capability.IMG2IMG),
                can(Capability.LORA),
                sizeMultiple);
    }

    /** What not every engine can do. */
    public enum Capability {
        /** Tells its steps while it works. */
        PROGRESS("progress"),
        /** Shows the picture while it works. */
        PREVIEW("preview"),
        /** Can be stopped in the middle of a picture. */
        CANCEL_RUNNING("cancel-running"),
        /** Can be told to forget a picture that it has not begun. */
        CANCEL_QUEUED("cancel-queued"),
        /** Loads another checkpoint on demand. */
        CHECKPOINT_SWITCH("checkpoint-switch"),
        /** Tells which checkpoints it has. */
        CHECKPOINT_LIST("checkpoint-list"),
        /** Takes a seed, so that a picture can be made again. */
        SEED("seed"),
        /** Heeds a negative prompt. */
        NEGATIVE_PROMPT("negative-prompt"),
        /** Can begin from a picture. */
        IMG2IMG("img2img"),
        /** Can apply LoRAs. */
        LORA("lora");

        private final String word;

        Capability(String word) {
            this.word = word;
        }

        /** The word for programs and for people. */
        public String word() {
            return word;
        }
    }
}
