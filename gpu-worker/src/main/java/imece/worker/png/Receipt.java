package imece.worker.png;

import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import org.jspecify.annotations.Nullable;

/**
 * How, where and in which run a picture came about: the JSON text under {@code imece}.
 *
 * @param run job, epoch, delivery and run
 * @param attempt which attempt of its job, as the worker reckons it; null where it was not told
 * @param worker the worker's name
 * @param gpu the GPU's UUID
 * @param gpuName for people
 * @param engine kind of engine
 * @param checkpoint what it was made with, or null where unknown
 * @param spec every parameter as it was asked for
 */
public record Receipt(
        RunKey run,
        @Nullable Integer attempt,
        String worker,
        String gpu,
        String gpuName,
        String engine,
        @Nullable String checkpoint,
        RenderSpec spec) {

    /** The keyword of the text chunk. */
    public static final String KEYWORD = "imece";

    /** The receipt of this run at this place. */
    public static Receipt of(
            RunKey run,
            @Nullable Integer attempt,
            SlotAddress slotAddress,
            @Nullable String checkpoint,
            RenderSpec spec) {
        return new Receipt(
                run,
                attempt,
                slotAddress.worker(),
                slotAddress.gpu(),
                slotAddress.gpuName(),
                slotAddress.engine(),
                checkpoint,
                spec);
    }
}
