package imece.worker.gpu;

import org.jspecify.annotations.Nullable;

/**
 * One GPU, or what stands in for one.
 *
 * @param uuid its identity; two processes that name the same one share its lock
 * @param name for people
 * @param memoryTotalMiB null where unknown
 * @param memoryUsedMiB null where unknown
 */
public record Gpu(
        String uuid,
        String name,
        @Nullable Integer memoryTotalMiB,
        @Nullable Integer memoryUsedMiB) {

    /** A GPU of which only the name is known. */
    public static Gpu named(String id) {
        return new Gpu(id, id, null, null);
    }
}
