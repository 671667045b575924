package imece.contract;

/**
 * What one engine can do beyond making a picture. What it can't do is shown so, and never simulated.
 *
 * @param progress tells its steps while it works
 * @param preview shows the picture while it works
 * @param cancelRunning can be stopped in the middle of a picture
 * @param cancelQueued can be told to forget a picture that it has not begun
 * @param checkpointSwitch loads another checkpoint on demand
 * @param checkpointList tells which checkpoints it has
 * @param seed takes a seed, so that a picture can be made again
 * @param negativePrompt heeds a negative prompt
 * @param img2img can begin from a picture
 * @param lora can apply LoRAs
 * @param sizeMultiple pixels, at least 1: its own pictures have sides that are multiples of this; others are cut out of larger
 *     ones
 */
public record EngineCapabilities(
        boolean progress,
        boolean preview,
        boolean cancelRunning,
        boolean cancelQueued,
        boolean checkpointSwitch,
        boolean checkpointList,
        boolean seed,
        boolean negativePrompt,
        boolean img2img,
        boolean lora,
        int sizeMultiple) {

    private static final int LARGEST_MULTIPLE = 4_096;

    public EngineCapabilities {
        MessageFields.demand(sizeMultiple >= 1 && sizeMultiple <= LARGEST_MULTIPLE);
    }
}
