package imece.gateway.job;

import imece.contract.Phase;

/**
 * How far a run is: decoration that never changes a state.
 *
 * @param seq of the event that told it
 * @param percent 0 to 100
 * @param step finished denoising steps
 */
public record RunProgress(long seq, Phase phase, int percent, int step) {

    /** Nothing done yet. */
    public static RunProgress start(long seq) {
        return new RunProgress(seq, Phase.LOADING_CHECKPOINT, 0, 0);
    }
}
