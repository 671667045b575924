package imece.bench.farm;

import java.util.List;

/**
 * What a farm of the demo engine is like.
 *
 * @param slots GPU slots of its one worker, each of which has all checkpoints
 * @param stepMillis how long one step of a picture takes
 * @param loadMillis how long a checkpoint loads
 */
public record DemoShape(int slots, int stepMillis, int loadMillis, List<String> checkpoints) {
    public DemoShape {
        checkpoints = List.copyOf(checkpoints);
    }

    /** The same with so many slots and so many of the checkpoints. */
    public DemoShape with(int otherSlots, int fewer) {
        return new DemoShape(otherSlots, stepMillis, loadMillis, checkpoints.subList(0, fewer));
    }
}
