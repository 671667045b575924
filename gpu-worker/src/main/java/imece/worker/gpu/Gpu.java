package imece.worker.gpu;

/**
 * One GPU, or what stands in for one.
 *
 * @param uuid its identity; two processes that name the same one share its lock
 * @param name for people
 */
public record Gpu(String uuid, String name) {

    /** A GPU of which only the name is known. */
    public static Gpu named(String id) {
        return new Gpu(id, id);
    }
}
