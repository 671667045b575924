package imece.gateway.turn;

/**
 * What stands before a place in the line.
 *
 * @param jobs how many
 * @param gpuMillis how much work, in GPU-milliseconds
 */
public record WorkAhead(int jobs, long gpuMillis) {

    /** Nothing. */
    public static final WorkAhead NONE = new WorkAhead(0, 0);

    /** Both together. */
    public WorkAhead plus(WorkAhead more) {
        return new WorkAhead(jobs + more.jobs, gpuMillis + more.gpuMillis);
    }
}
