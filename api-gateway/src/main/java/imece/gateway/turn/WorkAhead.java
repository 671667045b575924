package imece.gateway.turn;

/**
 * What stands before a place in the line.
 *
 * @param jobs how many
 * @param gpuMillis how much work, in GPU-milliseconds
 * @param guessed whether some of that is a guess, see {@link RunEstimates#guessed}
 */
public record WorkAhead(int jobs, long gpuMillis, boolean guessed) {

    /** Nothing. */
    public static final WorkAhead NONE = new WorkAhead(0, 0);

    /** So much, of which nobody asks what it was learnt from. */
    public WorkAhead(int jobs, long gpuMillis) {
        this(jobs, gpuMillis, false);
    }

    /** Both together. */
    public WorkAhead plus(WorkAhead more) {
        return new WorkAhead(jobs + more.jobs, gpuMillis + more.gpuMillis, guessed || more.guessed);
    }
}
