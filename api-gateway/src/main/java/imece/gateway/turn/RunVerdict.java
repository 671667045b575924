package imece.gateway.turn;

/** What the end of a run, or of a job that never ran, means for its owner's account. */
public sealed interface RunVerdict {

    /**
     * The job is over, and its owner pays for what it took: complete, failed for good, or cancelled while it ran.
     *
     * @param gpuMillis how long it kept the GPU, without loading
     */
    record Measured(long gpuMillis) implements RunVerdict {}

    /** The job is over and costs nothing: cancelled before it ran, or ended by faults that are not its own. */
    record Unspent() implements RunVerdict {}

    /** The job goes back to the line with its turn: what it was charged at submit stands. */
    record BackInLine() implements RunVerdict {}
}
