package imece.gateway.turn;

import java.time.Duration;

/**
 * The numbers of the policy.
 *
 * @param patience so much work per slot that could serve it does a job let past, in GPU-milliseconds; 0 = no job goes before
 *     its turn
 * @param band a job goes before another one by so much turn at most, in GPU-milliseconds of an owner with weight 1
 * @param bandLoads the band is no wider than so many loads of the checkpoint that is waited for, or ...
 * @param bandRuns ... than so many runs of usual length, whichever is more
 * @param allowance so much more debt than what an owner has in the line can be held against it, in GPU-milliseconds
 * @param correction one run corrects its owner's account by so much at most, in GPU-milliseconds after its weight
 */
public record TurnRules(long patience, long band, int bandLoads, int bandRuns, long allowance, long correction) {

    /** Those of a farm. */
    public static final TurnRules STANDARD = new TurnRules(
            Duration.ofMinutes(4).toMillis(),
            Duration.ofMinutes(3).toMillis(),
            8,
            20,
            Duration.ofMinutes(10).toMillis(),
            Duration.ofMinutes(10).toMillis());

    /** The same, but no job goes before its turn. */
    public TurnRules withoutAffinity() {
        return new TurnRules(0, band, bandLoads, bandRuns, allowance, correction);
    }

    /** How far a job may go before a head that is cold, in GPU-milliseconds of an owner with weight 1. */
    long band(long loadOfHead, long usualRun) {
        return Math.min(band, Math.max(bandLoads * loadOfHead, bandRuns * usualRun));
    }
}
