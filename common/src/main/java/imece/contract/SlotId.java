package imece.contract;

/**
 * Which slot, over restarts of its worker.
 *
 * @param worker the worker's name, as people know it
 * @param gpu the GPU's UUID
 */
public record SlotId(String worker, String gpu) {
    public SlotId {
        MessageFields.require(worker, gpu);
    }
}
