package imece.contract;

import java.util.UUID;

/**
 * Where a run happens: the slot, and who serves it at that time.
 *
 * @param worker the worker's name, as people know it
 * @param instance random per worker process; names its control queue together with the worker's name
 * @param gpu the GPU's UUID
 * @param gpuName what the GPU is called, for people
 * @param engine the kind of engine, such as {@code demo}
 */
public record SlotAddress(String worker, UUID instance, String gpu, String gpuName, String engine) {
    public SlotAddress {
        MessageFields.require(worker, instance, gpu, gpuName, engine);
        worker = MessageFields.name(worker);
        gpu = MessageFields.name(gpu);
        gpuName = MessageFields.words(gpuName, MessageFields.LONGEST_NAME);
        engine = MessageFields.words(engine, MessageFields.LONGEST_NAME);
    }

    /** Which slot it is, whatever process serves it and with which engine. */
    public SlotId id() {
        return new SlotId(worker, gpu);
    }
}
